"""What reports read: tasks as they stood on a day, who did not implement, and how many queries that costs."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.replication.followup.models import Evidence, Task
from motcua.replication.followup.queries import not_implemented, tasks_of
from motcua.replication.followup.rules import Quarter
from motcua.replication.followup.states import TaskAction, TaskState
from motcua.replication.followup.turns import turn_task
from tests.factories.followup import (
    DUE,
    SYSTEM,
    District,
    at,
    make_adoption,
    make_directive,
    make_initiative,
    make_requirement,
    make_target,
    make_task,
    make_tasks,
)

APRIL = (date(2019, 4, 1), date(2019, 4, 30))
MAY = (date(2019, 5, 1), date(2019, 5, 31))


def give(task: Task, district: District, day: int) -> None:
    Evidence.objects.create(task=task, note="Đã làm", given_at=at(2019, 5, day), given_by=district.ward_leader)
    turn_task(task, TaskAction.GIVE, by=SYSTEM, now=at(2019, 5, day))


def test_a_task_belongs_to_the_period_of_its_last_day(district: District) -> None:
    task = make_task(district)
    assert tasks_of([district.ward.pk], *APRIL) == []
    assert tasks_of([district.other_ward.pk], *MAY) == []
    assert [fact.id for fact in tasks_of([district.ward.pk], DUE, DUE)] == [task.pk]
    timeless = make_task(district, due_on=None)
    assert [fact.id for fact in tasks_of([district.ward.pk], *APRIL)] == [timeless.pk]


def test_tasks_stand_as_they_did_at_the_end_of_the_day_asked_for(district: District) -> None:
    task = make_task(district)
    give(task, district, 9)
    turn_task(task, TaskAction.ACCEPT, by=SYSTEM, now=at(2019, 5, 20))

    def stood(day: date) -> tuple[TaskState, bool, int]:
        (fact,) = tasks_of([district.ward.pk], *MAY, on=day)
        return fact.state, fact.is_late, fact.evidence

    assert stood(date(2019, 5, 8)) == (TaskState.OPEN, False, 0)
    assert stood(date(2019, 5, 9)) == (TaskState.GIVEN, False, 1)
    assert stood(date(2019, 5, 20)) == (TaskState.DONE, False, 1)
    assert tasks_of([district.ward.pk], *MAY, on=date(2019, 4, 8)) == []  # not opened yet


@pytest.mark.parametrize(("last", "late"), [(date(2019, 5, 10), True), (date(2019, 5, 31), True)])
def test_when_the_period_is_over_what_was_due_and_is_not_done_is_late(
    district: District, last: date, late: bool
) -> None:
    make_task(district)
    assert [fact.is_late for fact in tasks_of([district.ward.pk], date(2019, 5, 1), last)] == [late]


def test_who_did_not_implement_is_late_without_accepted_or_live_evidence(district: District) -> None:
    directive = make_directive(district.unit)
    model = make_initiative(district.unit)
    requirement = make_requirement(directive, district.ward, district.other_ward, initiative=model)
    make_requirement(directive, district.ward, due_on=date(2019, 6, 30))
    first, second, _later = make_tasks(directive)
    assert not_implemented(directive.pk, DUE) == []  # the last day is not over
    rows = not_implemented(directive.pk, date(2019, 5, 13))
    assert [(row.task.id, row.days_late, row.is_waiting) for row in rows] == [
        (first.pk, 3, False),  # ward 4 before ward 15, as people look for them
        (second.pk, 3, False),
    ]
    assert rows[0].unit_name.startswith("Ủy ban nhân dân Phường 4")
    make_adoption(model, district.other_ward, district.other_leader, live_at=at(2019, 5, 14))
    give(first, district, 14)
    rows = not_implemented(directive.pk, date(2019, 5, 15))
    assert [(row.task.id, row.is_waiting) for row in rows] == [(first.pk, True)]
    turn_task(first, TaskAction.ACCEPT, by=SYSTEM, now=at(2019, 5, 16))
    assert not_implemented(directive.pk, date(2019, 5, 17)) == []
    assert len(not_implemented(directive.pk, date(2019, 5, 13))) == 2  # what was true then stays true
    assert requirement.tasks.count() == 2


def test_the_list_can_be_of_one_quarter(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, due_on=None, is_quarterly=True)
    make_tasks(directive, now=at(2019, 10, 1))
    asked = date(2019, 10, 2)
    assert [row.task.period for row in not_implemented(directive.pk, asked)] == ["2019-Q2", "2019-Q3"]
    assert [row.task.period for row in not_implemented(directive.pk, asked, quarter=Quarter(2019, 3))] == ["2019-Q3"]


@pytest.mark.parametrize("requirements", [1, 3])
def test_the_number_of_queries_does_not_grow(
    district: District, django_assert_num_queries: DjangoAssertNumQueries, requirements: int
) -> None:
    directive = make_directive(district.unit)
    wards = (district.ward, district.other_ward)
    for _number in range(requirements):
        model = make_initiative(district.unit, service="onestop")
        make_requirement(directive, *wards, initiative=model)
        make_adoption(model, district.other_ward, district.other_leader, live_at=at(2019, 5, 14))
    make_target(directive, *wards)
    make_tasks(directive)
    with django_assert_num_queries(5):
        assert len(tasks_of([ward.pk for ward in wards], *MAY)) == 2 * requirements
    with django_assert_num_queries(6):
        assert len(not_implemented(directive.pk, date(2019, 5, 20))) == requirements
