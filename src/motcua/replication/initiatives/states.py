"""Where can a model stand, and who may move it where? One table; `change_state` is the only reader that writes."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.replication.initiatives.models import InitiativeState as State


class Action(models.TextChoices):
    """What can be done with a model, as its life tells it."""

    PROPOSE = "propose", _("Đề xuất mô hình")
    REVISE = "revise", _("Sửa nội dung")
    ASSESS = "assess", _("Đánh giá")
    RECOGNISE = "recognise", _("Công nhận")
    RECORD_RECOGNITION = "record_recognition", _("Ghi nhận đã được công nhận")
    CALL_FOR_REPLICATION = "call", _("Yêu cầu nhân rộng")
    RETIRE = "retire", _("Ngừng áp dụng mô hình")


class Need(StrEnum):
    """What an action cannot be done without."""

    TITLE = "title"
    SCORES = "scores"
    RECOMMENDATION = "recommendation"
    DOCUMENT = "document"
    TARGETS = "targets"
    REASON = "reason"


@dataclass(frozen=True)
class Transition:
    """One row: from where to where (no target = the state stays), what it needs, and who may.

    The coordinator of the authority that keeps the register may do every one of them; `origin_in` are the states in
    which the unit the model comes from may as well, through its leader or coordinator. `is_new`: there is no model yet.
    """

    sources: frozenset[State]
    target: State | None = None
    needs: frozenset[Need] = frozenset()
    origin_in: frozenset[State] = frozenset()
    is_new: bool = False


_LIVING = frozenset(State) - {State.RETIRED}
_UNDECIDED = frozenset({State.PROPOSED, State.ASSESSED})

TRANSITIONS: dict[Action, Transition] = {
    Action.PROPOSE: Transition(frozenset(), State.PROPOSED, frozenset({Need.TITLE}), is_new=True),
    Action.REVISE: Transition(_LIVING, needs=frozenset({Need.TITLE}), origin_in=_UNDECIDED),
    Action.ASSESS: Transition(_UNDECIDED, State.ASSESSED, frozenset({Need.SCORES})),
    Action.RECOGNISE: Transition(
        frozenset({State.ASSESSED}), State.RECOGNISED, frozenset({Need.DOCUMENT, Need.RECOMMENDATION})
    ),
    # a model that a decision of elsewhere or of earlier days recognised has no form on this platform
    Action.RECORD_RECOGNITION: Transition(frozenset({State.PROPOSED}), State.RECOGNISED, frozenset({Need.DOCUMENT})),
    Action.CALL_FOR_REPLICATION: Transition(
        frozenset({State.RECOGNISED, State.TO_REPLICATE}), State.TO_REPLICATE, frozenset({Need.DOCUMENT, Need.TARGETS})
    ),
    Action.RETIRE: Transition(_LIVING, State.RETIRED, frozenset({Need.REASON})),
}
