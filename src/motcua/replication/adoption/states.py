"""Where can an adoption stand, and which act leads where? One table; `change_state` is the only reader that writes."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.replication.adoption.models import RUNNING
from motcua.replication.adoption.models import AdoptionState as State


class Action(models.TextChoices):
    """What can be done with an adoption, as its history tells it."""

    PLAN = "plan", _("Lập kế hoạch áp dụng")
    CHANGE = "change", _("Sửa kế hoạch, thiết lập")
    START_TRIAL = "start_trial", _("Bắt đầu áp dụng thử")
    GO_LIVE = "go_live", _("Đưa vào áp dụng")
    ASSESS = "assess", _("Đánh giá kết quả áp dụng")
    STOP = "stop", _("Dừng áp dụng")
    HAND_ON = "hand_on", _("Chuyển cho đơn vị kế thừa")
    TAKE_OVER = "take_over", _("Tiếp nhận từ đơn vị trước khi sắp xếp")


@dataclass(frozen=True)
class Transition:
    """One row: from where to where (no target = the state stays). `is_new`: there is no adoption yet.

    Every act belongs to the leader or the coordinator of the unit; `by_platform`: only the platform does it, in a
    reorganisation. `needs_model`: the model must be recognised and not retired. `needs_reason`: words are asked for.
    """

    sources: frozenset[State]
    targets: frozenset[State] = frozenset()
    is_new: bool = False
    by_platform: bool = False
    needs_model: bool = False
    needs_reason: bool = False


_OPEN = frozenset(State) - {State.STOPPED}

TRANSITIONS: dict[Action, Transition] = {
    Action.PLAN: Transition(frozenset(), frozenset({State.PLANNED}), is_new=True, needs_model=True),
    Action.CHANGE: Transition(_OPEN),
    Action.START_TRIAL: Transition(frozenset({State.PLANNED}), frozenset({State.TRIAL}), needs_model=True),
    Action.GO_LIVE: Transition(frozenset({State.PLANNED, State.TRIAL}), frozenset({State.LIVE}), needs_model=True),
    Action.ASSESS: Transition(frozenset(RUNNING), frozenset({State.ASSESSED}), needs_reason=True),
    Action.STOP: Transition(_OPEN, frozenset({State.STOPPED}), needs_reason=True),
    Action.HAND_ON: Transition(_OPEN, frozenset({State.STOPPED}), by_platform=True),
    Action.TAKE_OVER: Transition(frozenset(), _OPEN, is_new=True, by_platform=True),
}
