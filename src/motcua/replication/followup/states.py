"""Where can a task and an obstacle stand, and who may move them where? Two tables; only `turns` writes by them.

Late is never a state: it is worked out from the due day whenever somebody looks (`rules.is_late`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("Đang thực hiện")
    GIVEN = "given", _("Chờ xem xét minh chứng")
    DONE = "done", _("Hoàn thành")
    NOT_DONE = "not_done", _("Không thực hiện")
    DROPPED = "dropped", _("Không áp dụng")


class TaskAction(models.TextChoices):
    """What can be done with a task, as its history tells it."""

    OPEN = "open", _("Giao nhiệm vụ")
    NAME_OWNER = "name_owner", _("Phân công người phụ trách")
    GIVE = "give", _("Báo minh chứng")
    ACCEPT = "accept", _("Chấp nhận, hoàn thành")
    RETURN = "return", _("Trả lại minh chứng")
    JUDGE = "judge", _("Kết luận không thực hiện")
    DROP = "drop", _("Xác nhận không áp dụng")
    REOPEN = "reopen", _("Mở lại nhiệm vụ")
    MOVE_UNIT = "move_unit", _("Chuyển sang đơn vị kế thừa")


class ObstacleState(models.TextChoices):
    """Where an obstacle stands."""

    OPEN = "open", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời")
    CLOSED = "closed", _("Đã kết thúc")


class ObstacleAction(models.TextChoices):
    """What can be done with an obstacle."""

    REPORT = "report", _("Báo vướng mắc")
    ASSIGN = "assign", _("Phân công người trả lời")
    ANSWER = "answer", _("Trả lời")
    CLOSE = "close", _("Kết thúc")
    REOPEN = "reopen", _("Mở lại vướng mắc")
    MOVE_UNIT = "move_unit", _("Chuyển sang đơn vị kế thừa")


class Side(StrEnum):
    """Whose act it is: the unit's, that of the authority which follows up, the named owner's, or the platform's."""

    UNIT = "unit"
    AUTHORITY = "authority"
    OWNER = "owner"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Transition:
    """One row: from where to where ("" = the state stays), whose act it is, whether a reason must be given."""

    sources: frozenset[str]
    target: str
    sides: frozenset[Side]
    needs_reason: bool = False


_UNIT = frozenset({Side.UNIT})
_AUTHORITY = frozenset({Side.AUTHORITY})
_RUNNING = frozenset({TaskState.OPEN.value, TaskState.GIVEN.value})
_SETTLED = frozenset({TaskState.DONE.value, TaskState.NOT_DONE.value, TaskState.DROPPED.value})

TASK_TRANSITIONS: Mapping[TaskAction, Transition] = {
    TaskAction.OPEN: Transition(frozenset({""}), TaskState.OPEN, frozenset({Side.AUTHORITY, Side.PLATFORM})),
    TaskAction.NAME_OWNER: Transition(_RUNNING, "", _UNIT),
    TaskAction.GIVE: Transition(
        _RUNNING | {TaskState.NOT_DONE.value}, TaskState.GIVEN, frozenset({Side.UNIT, Side.OWNER})
    ),
    # an open task is accepted on its live evidence alone
    TaskAction.ACCEPT: Transition(_RUNNING, TaskState.DONE, _AUTHORITY),
    TaskAction.RETURN: Transition(frozenset({TaskState.GIVEN.value}), TaskState.OPEN, _AUTHORITY, needs_reason=True),
    TaskAction.JUDGE: Transition(frozenset({TaskState.OPEN.value}), TaskState.NOT_DONE, _AUTHORITY, needs_reason=True),
    TaskAction.DROP: Transition(_RUNNING, TaskState.DROPPED, _AUTHORITY, needs_reason=True),
    TaskAction.REOPEN: Transition(_SETTLED, TaskState.OPEN, _AUTHORITY, needs_reason=True),
    TaskAction.MOVE_UNIT: Transition(_RUNNING, "", frozenset({Side.PLATFORM})),
}

OBSTACLE_TRANSITIONS: Mapping[ObstacleAction, Transition] = {
    ObstacleAction.REPORT: Transition(frozenset({""}), ObstacleState.OPEN, _UNIT, needs_reason=True),
    ObstacleAction.ASSIGN: Transition(
        frozenset({ObstacleState.OPEN.value, ObstacleState.ANSWERED.value}), "", _AUTHORITY
    ),
    ObstacleAction.ANSWER: Transition(
        frozenset({ObstacleState.OPEN.value, ObstacleState.ANSWERED.value}),
        ObstacleState.ANSWERED,
        frozenset({Side.AUTHORITY, Side.OWNER}),
        needs_reason=True,
    ),
    ObstacleAction.CLOSE: Transition(
        frozenset({ObstacleState.OPEN.value, ObstacleState.ANSWERED.value}),
        ObstacleState.CLOSED,
        frozenset({Side.UNIT, Side.AUTHORITY}),
        needs_reason=True,
    ),
    ObstacleAction.REOPEN: Transition(
        frozenset({ObstacleState.ANSWERED.value, ObstacleState.CLOSED.value}),
        ObstacleState.OPEN,
        frozenset({Side.UNIT, Side.AUTHORITY}),
        needs_reason=True,
    ),
    ObstacleAction.MOVE_UNIT: Transition(
        frozenset({ObstacleState.OPEN.value, ObstacleState.ANSWERED.value}), "", frozenset({Side.PLATFORM})
    ),
}
