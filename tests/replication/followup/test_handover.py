"""A unit that ends hands its unfinished tasks and obstacles on to its successor."""

from motcua.foundation.units.models import Unit
from motcua.foundation.units.successions import handovers
from motcua.replication.followup.handover import HANDOVER
from motcua.replication.followup.models import Obstacle, Task
from motcua.replication.followup.states import TaskAction, TaskState
from motcua.replication.followup.turns import turn_task
from tests.factories.followup import (
    SYSTEM,
    District,
    at,
    make_directive,
    make_obstacle,
    make_requirement,
    make_task,
    make_tasks,
)
from tests.factories.units import make_unit

NOW = at(2025, 7, 1)


def hand_on(district: District, successor: Unit) -> int:
    return HANDOVER.move(from_unit=district.ward.pk, to_unit=successor.pk, on=NOW.date(), by=SYSTEM, now=NOW)


def test_the_room_names_its_work() -> None:
    assert HANDOVER in handovers()


def test_unfinished_work_moves_with_an_event_and_finished_stays(district: District) -> None:
    open_task, done = make_task(district), make_task(district)
    for action in (TaskAction.GIVE, TaskAction.ACCEPT):
        turn_task(done, action, by=SYSTEM, now=NOW)
    make_obstacle(district)
    successor = make_unit(parent=district.unit)
    assert HANDOVER.count(district.ward.pk) == 2
    assert hand_on(district, successor) == 2
    assert (HANDOVER.count(district.ward.pk), hand_on(district, successor)) == (0, 0)
    open_task.refresh_from_db()
    assert (open_task.unit_id, Obstacle.objects.get().unit_id) == (successor.pk, successor.pk)
    event = open_task.events.last()
    assert event is not None
    assert (event.kind, event.payload["from_unit"]) == (TaskAction.MOVE_UNIT, district.ward.pk)
    assert Task.objects.get(pk=done.pk).unit_id == district.ward.pk


def test_two_units_that_merge_keep_one_task_and_none_comes_back(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, district.other_ward)
    make_tasks(directive)
    hand_on(district, district.other_ward)
    states = dict(Task.objects.values_list("unit", "state"))
    assert states == {district.ward.pk: TaskState.DROPPED, district.other_ward.pk: TaskState.OPEN}
    assert len(make_tasks(directive, now=NOW)) == 2


def test_a_task_that_moved_is_not_opened_again(district: District) -> None:
    task = make_task(district)
    hand_on(district, make_unit(parent=district.unit))
    assert len(make_tasks(task.requirement.directive, now=NOW)) == 1
