"""Hand the unfinished tasks and obstacles of a unit that ends to its successor."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.replication.followup.models import Obstacle, Task
from motcua.replication.followup.states import ObstacleAction, TaskAction
from motcua.replication.followup.turns import turn_obstacle, turn_task


@transaction.atomic
def move_to_successor(*, unit_id: int, successor_id: int, by: Actor, now: datetime) -> int:
    """Return how many tasks and obstacles moved; a second call moves none.

    Where the successor already has the same task, that of the unit is dropped: one unit does a thing once. Raises
    NotAllowed unless the platform itself acts.
    """
    require_platform(by)
    tasks = list(
        Task.objects.unfinished()
        .filter(unit=unit_id)
        .select_related("requirement__directive")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    taken = set(Task.objects.filter(unit=successor_id).values_list("requirement_id", "period"))
    for task in tasks:
        payload = {"from_unit": unit_id, "to_unit": successor_id}
        if (task.requirement_id, task.period) in taken:
            why = "Đơn vị kế thừa đã có nhiệm vụ này."
            turn_task(task, TaskAction.DROP, by=by, now=now, reason=why, payload=payload)
        else:
            task.unit_id = successor_id
            turn_task(task, TaskAction.MOVE_UNIT, by=by, now=now, payload=payload)
    obstacles = list(Obstacle.objects.unclosed().filter(unit=unit_id).select_for_update(of=("self",)).order_by("pk"))
    for obstacle in obstacles:
        obstacle.unit_id = successor_id
        turn_obstacle(
            obstacle, ObstacleAction.MOVE_UNIT, by=by, now=now, payload={"from_unit": unit_id, "to_unit": successor_id}
        )
    return len(tasks) + len(obstacles)
