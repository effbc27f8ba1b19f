"""Reminders: before and after the last day, in office hours, to the right people, once each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.models import Role
from motcua.replication.followup import jobs
from motcua.replication.followup.actions.remind_units import remind_units
from motcua.replication.followup.models import Task
from motcua.replication.followup.reference import schedule_on
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import turn_task
from tests.factories.followup import (
    SYSTEM,
    District,
    at,
    make_adoption,
    make_directive,
    make_district,
    make_initiative,
    make_requirement,
    make_task,
    make_tasks,
)
from tests.factories.units import make_staff

WEEK_BEFORE = at(2019, 5, 3)


def subjects() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("subject", flat=True))


def test_the_schedule_is_dated_data_that_nobody_has_confirmed() -> None:
    schedule = schedule_on(date(2019, 4, 9))
    assert (schedule.days, schedule.verified) == ((-7, -1, 1, 7), False)


def test_a_unit_is_reminded_four_times_each_time_once(district: District) -> None:
    task = make_task(district)
    number = task.requirement.directive.number
    for day in range(1, 32):
        for hour in (9, 15):
            remind_units(now=at(2019, 5, day, hour))
    assert subjects() == [
        f"Còn 7 ngày: nhiệm vụ 2.1 của {number}",
        f"Còn 1 ngày: nhiệm vụ 2.1 của {number}",
        f"Quá hạn 3 ngày: nhiệm vụ 2.1 của {number}",  # the day after is a Saturday
        f"Quá hạn 7 ngày: nhiệm vụ 2.1 của {number}",
    ]
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == {f"staff:{district.ward_leader.pk}"}


def test_one_day_is_said_as_one_in_english(district: District) -> None:
    number = make_task(district).requirement.directive.number
    remind_units(now=at(2019, 5, 9))
    told = OutboxMessage.objects.get()
    assert told.subject == f"Còn 1 ngày: nhiệm vụ 2.1 của {number}"
    assert told.subject_said["en"] == f"1 day left: task 2.1 of {number}"
    assert told.body_said["en"].endswith("(1 day left). Give evidence, or report an obstacle if there is one.")


@pytest.mark.parametrize(
    ("moment", "reminded"),
    [
        (at(2019, 5, 3, 7, 29), 0),
        (at(2019, 5, 3, 7, 30), 1),
        (at(2019, 5, 3, 12), 0),
        (at(2019, 5, 3, 16, 59), 1),
        (at(2019, 5, 3, 17), 0),
        (at(2019, 5, 4, 9), 1),  # a Saturday that makes up for 29 April
        (at(2019, 5, 11, 9), 0),  # a Saturday
        (at(2031, 5, 5, 9), 0),  # no calendar, no guess
    ],
)
def test_nobody_is_written_to_outside_office_hours(district: District, moment: datetime, reminded: int) -> None:
    due = date(moment.year, 5, 10)
    make_task(district, due_on=due)
    assert remind_units(now=moment) == reminded


def test_what_is_done_given_dropped_or_running_is_not_reminded_of(district: District) -> None:
    model = make_initiative(district.ward)
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 4, 20))
    make_task(district, initiative=model)
    for action in (TaskAction.GIVE, TaskAction.DROP):
        turn_task(make_task(district), action, by=SYSTEM, now=at(2019, 5, 2), reason="Lý do")
    assert remind_units(now=WEEK_BEFORE) == 0


def test_the_owner_and_whoever_adopts_the_model_are_reminded_too(district: District) -> None:
    model = make_initiative(district.ward)
    owner, adopter = (make_staff(role=Role.SPECIALIST, unit=district.ward) for _number in range(2))
    task = make_task(district, initiative=model)
    task.owner = owner
    task.save()
    make_adoption(model, district.ward, adopter)
    make_staff(role=Role.LEADER, unit=district.ward, is_active=False)
    remind_units(now=WEEK_BEFORE)
    people = {f"staff:{person.pk}" for person in (district.ward_leader, owner, adopter)}
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == people


def test_the_job_reminds_at_its_planned_moment(district: District) -> None:
    make_task(district)
    jobs.remind(timestamp=int(WEEK_BEFORE.timestamp()))
    assert len(subjects()) == 1


@pytest.mark.parametrize("wards", [1, 2])
def test_the_number_of_queries_to_find_whom_to_remind_does_not_grow(
    district: District, django_assert_num_queries: DjangoAssertNumQueries, wards: int
) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, *(district.ward, district.other_ward)[:wards])
    make_tasks(directive)
    remind_units(now=WEEK_BEFORE)
    with django_assert_num_queries(6 + 4 * wards):  # a task costs its savepoints, and its key being taken
        remind_units(now=WEEK_BEFORE)


def at_once() -> None:
    barrier = Barrier(2)

    def work(_number: int) -> None:
        try:
            barrier.wait()
            remind_units(now=WEEK_BEFORE)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once() -> None:
    make_task(make_district())
    at_once()
    assert len(subjects()) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_the_key_two_workers_would_remind_twice() -> None:
    make_task(make_district())

    def no_key(task: Task, offset: int) -> None:
        return None

    with patch("motcua.replication.followup.actions.remind_units.once_key", no_key):
        at_once()
    assert len(subjects()) == 2
