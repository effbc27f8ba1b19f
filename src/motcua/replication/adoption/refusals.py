"""What this room refuses, and how it says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused

if TYPE_CHECKING:
    from motcua.replication.adoption.models import AdoptionEvent


class AdoptionRefused(Refused):
    """A rule about adoptions says no; the code names the rule, or the field that is wrong."""


class NotNow(AdoptionRefused):
    """The state of the adoption does not allow the act."""

    def __init__(self) -> None:
        super().__init__(
            "not_now", _("Ở trạng thái hiện tại của việc áp dụng không làm được việc này. Hãy tải lại trang để xem.")
        )


class NotAModelToAdopt(AdoptionRefused):
    """The model is not recognised, or retired."""

    def __init__(self) -> None:
        super().__init__(
            "model_not_recognised",
            _("Mô hình này chưa được công nhận hoặc đã ngừng áp dụng, nên chưa đưa vào áp dụng được."),
        )


class AdoptedAlready(AdoptionRefused):
    """The unit has taken the model over already."""

    def __init__(self) -> None:
        super().__init__(
            "adopted_already", _("Đơn vị đã có kế hoạch áp dụng mô hình này. Hãy mở kế hoạch đó để làm tiếp.")
        )


class Conflict(AdoptionRefused):
    """Somebody else changed the adoption since the page was read; `events` is what happened meanwhile."""

    def __init__(self, events: Sequence["AdoptionEvent"]) -> None:
        super().__init__(
            "changed_meanwhile",
            _("Việc áp dụng vừa được người khác thay đổi. Chưa ghi gì cả: hãy xem thay đổi rồi làm lại nếu còn cần."),
        )
        self.events = tuple(events)
