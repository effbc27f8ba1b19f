"""Where does a complaint stand, and what may be done with it? One table.

Luật Khiếu nại 02/2011/QH13: notice of acceptance, then the decision; each has its time. Whoever does not accept the
first decision, or waited for it in vain, complains a second time to the office above; there is no third time.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintLevel(models.TextChoices):
    """The first time, to the office complained of, or the second, to the one above it."""

    FIRST = "first", _("Lần đầu")
    SECOND = "second", _("Lần hai")


class ComplaintState(models.TextChoices):
    """The states by their names."""

    RECEIVED = "received", _("Đã gửi, chờ thụ lý")
    ACCEPTED = "accepted", _("Đã thụ lý, đang giải quyết")
    NOT_ACCEPTED = "not_accepted", _("Không thụ lý")
    ANSWERED = "answered", _("Đã trả lời")
    UNANSWERED = "unanswered", _("Hết thời hạn chưa trả lời, đã khiếu nại lần hai")
    WITHDRAWN = "withdrawn", _("Người khiếu nại đã rút")


class ComplaintAction(models.TextChoices):
    """What can be done with a complaint."""

    FILE = "file", _("Gửi khiếu nại")
    ACCEPT = "accept", _("Thụ lý")
    REFUSE = "refuse", _("Không thụ lý")
    EXTEND = "extend", _("Gia hạn vụ việc phức tạp")
    ANSWER = "answer", _("Trả lời")
    WITHDRAW = "withdraw", _("Rút khiếu nại")
    GO_ABOVE = "go_above", _("Khiếu nại lần hai vì hết thời hạn chưa trả lời")
    MOVE = "move", _("Chuyển sang đơn vị kế thừa")


@dataclass(frozen=True)
class Turn:
    """One row: from where, to where (None: stays), and who does it: who answers, the complainant, or the platform."""

    sources: frozenset[ComplaintState]
    target: ComplaintState | None
    by_complainant: bool = False
    by_platform: bool = False


OPEN = frozenset({ComplaintState.RECEIVED, ComplaintState.ACCEPTED})

TURNS: dict[ComplaintAction, Turn] = {
    ComplaintAction.FILE: Turn(frozenset(), ComplaintState.RECEIVED, by_complainant=True),
    ComplaintAction.ACCEPT: Turn(frozenset({ComplaintState.RECEIVED}), ComplaintState.ACCEPTED),
    ComplaintAction.REFUSE: Turn(frozenset({ComplaintState.RECEIVED}), ComplaintState.NOT_ACCEPTED),
    ComplaintAction.EXTEND: Turn(frozenset({ComplaintState.ACCEPTED}), None),
    ComplaintAction.ANSWER: Turn(frozenset({ComplaintState.ACCEPTED}), ComplaintState.ANSWERED),
    ComplaintAction.WITHDRAW: Turn(OPEN, ComplaintState.WITHDRAWN, by_complainant=True),
    ComplaintAction.GO_ABOVE: Turn(OPEN, ComplaintState.UNANSWERED, by_complainant=True),
    ComplaintAction.MOVE: Turn(OPEN, None, by_platform=True),
}
