"""What this room refuses, and how it says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused

if TYPE_CHECKING:
    from motcua.replication.initiatives.models import InitiativeEvent


class InitiativeRefused(Refused):
    """A rule about models says no; the code names the rule, or the field that is wrong."""


class NotNow(InitiativeRefused):
    """The state of the model does not allow the act."""

    def __init__(self) -> None:
        super().__init__(
            "not_now", _("Ở trạng thái hiện tại của mô hình không thực hiện được việc này. Hãy tải lại trang để xem.")
        )


class Conflict(InitiativeRefused):
    """Somebody else changed the model since the page was read; `events` is what happened meanwhile."""

    def __init__(self, events: Sequence["InitiativeEvent"]) -> None:
        super().__init__(
            "changed_meanwhile",
            _("Mô hình vừa được người khác thay đổi. Chưa ghi gì cả: hãy xem thay đổi rồi sửa lại nếu còn cần."),
        )
        self.events = tuple(events)
