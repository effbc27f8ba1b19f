"""What this room refuses, and how it says so."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.replication.followup.models import ObstacleEvent, TaskEvent


class FollowupRefused(Refused):
    """A rule of the follow-up says no."""


class NotConfirmed(FollowupRefused):
    """Tasks come from directives in force only."""

    def __init__(self) -> None:
        super().__init__(
            "not_confirmed",
            _("Văn bản này chưa được xác nhận nên chưa giao nhiệm vụ. Hãy xác nhận văn bản trước."),
        )


class NotNow(FollowupRefused):
    """The thing does not stand where the act starts from."""

    def __init__(self, state_name: str) -> None:
        super().__init__(
            "not_now",
            format_lazy(
                _("Việc này không làm được khi tình trạng là “{state}”. Không có gì thay đổi: hãy xem lại trang."),
                state=state_name,
            ),
        )


class Conflict(FollowupRefused):
    """Somebody else acted since the page was opened; `events` are what happened meanwhile."""

    def __init__(self, events: Sequence[TaskEvent] | Sequence[ObstacleEvent] = ()) -> None:
        super().__init__(
            "conflict",
            _("Có người vừa thay đổi trước anh/chị. Chưa ghi gì cả: hãy xem thay đổi bên dưới rồi làm lại nếu cần."),
        )
        self.events: tuple[TaskEvent | ObstacleEvent, ...] = tuple(events)


class NeedMissing(FollowupRefused):
    """Something the act cannot be done without was not given; the code says what."""


def reason_missing() -> NeedMissing:
    """Return the refusal of an act without its reason."""
    return NeedMissing("reason", _("Chưa ghi lý do. Người nhận cần biết vì sao và phải làm gì."))
