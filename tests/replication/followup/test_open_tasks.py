"""One task for each requirement, unit and period, however often it is asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.directives.actions.confirm_directive import confirm_directive
from motcua.replication.directives.models import Directive
from motcua.replication.followup import jobs
from motcua.replication.followup.actions.accept_evidence import accept_evidence
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.open_tasks_of_directive import open_tasks_of_directive
from motcua.replication.followup.models import Task, TaskEvent
from motcua.replication.followup.refusals import NotConfirmed
from motcua.replication.followup.states import TaskAction, TaskState
from tests.factories.followup import (
    DUE,
    ISSUED,
    OPENED,
    SYSTEM,
    District,
    at,
    make_directive,
    make_district,
    make_requirement,
    make_tasks,
)
from tests.factories.units import make_staff, make_unit


def open_tasks(directive: Directive, by: Staff) -> int:
    return open_tasks_of_directive(directive_id=directive.pk, by=by, now=OPENED)


def test_each_unit_gets_one_task_for_each_requirement(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, district.other_ward)
    make_requirement(directive, district.ward, due_on=None, starts_on=date(2019, 3, 13))
    assert open_tasks(directive, district.coordinator) == 3
    rows = Task.objects.values_list("unit", "requirement__number", "opens_on", "due_on", "state").order_by("pk")
    assert list(rows) == [
        (district.ward.pk, "2.1", ISSUED, DUE, TaskState.OPEN),
        (district.other_ward.pk, "2.1", ISSUED, DUE, TaskState.OPEN),
        (district.ward.pk, "2.2", date(2019, 3, 13), date(2019, 3, 13), TaskState.OPEN),
    ]
    events = TaskEvent.objects.values_list("kind", "seq", "actor_name")
    assert set(events) == {(TaskAction.OPEN, 1, "Trần Thị Mai")}
    assert AuditEntry.objects.get(action="followup.open_tasks").detail == {"tasks": 3}


def test_a_second_call_makes_none_and_a_new_quarter_makes_its_own(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, due_on=None, is_quarterly=True)
    assert [task.period for task in make_tasks(directive)] == ["2019-Q2"]
    assert len(make_tasks(directive, now=at(2019, 6, 30))) == 1
    assert [task.period for task in make_tasks(directive, now=at(2019, 7, 1, 0))] == ["2019-Q2", "2019-Q3"]
    assert TaskEvent.objects.count() == 2


def test_a_unit_added_later_gets_its_task(district: District) -> None:
    directive = make_directive(district.unit)
    requirement = make_requirement(directive, district.ward)
    make_tasks(directive)
    requirement.units.add(district.other_ward)
    assert open_tasks(directive, district.coordinator) == 1


def test_a_unit_that_does_not_stand_in_the_period_gets_none(district: District) -> None:
    ended = make_unit(parent=district.unit, end=date(2019, 7, 1))
    directive = make_directive(district.unit)
    make_requirement(directive, ended, due_on=None, is_quarterly=True)
    assert [task.period for task in make_tasks(directive, now=at(2019, 12, 1))] == ["2019-Q2"]


def test_a_proposal_gives_no_tasks(district: District) -> None:
    directive = make_directive(district.unit, is_confirmed=False)
    make_requirement(directive, district.ward)
    with pytest.raises(NotConfirmed):
        open_tasks(directive, district.coordinator)


@pytest.mark.parametrize("person", ["leader", "ward_leader"])
def test_only_the_coordinator_of_the_issuer_opens_tasks(district: District, person: str) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward)
    with pytest.raises(NotAllowed):
        open_tasks(directive, getattr(district, person))


def test_the_database_takes_no_second_task_of_a_period(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward)
    task = make_tasks(directive)[0]
    task.pk = None
    with pytest.raises(IntegrityError, match="followup_task_once"), transaction.atomic():
        task.save(force_insert=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_task_once() -> None:
    district = make_district()
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, district.other_ward)
    barrier = Barrier(2)

    def work(_number: int) -> int:
        try:
            barrier.wait()
            return open_tasks_of_directive(directive_id=directive.pk, by=SYSTEM, now=OPENED)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, range(2))) == [0, 2]
    assert Task.objects.count() == TaskEvent.objects.count() == 2


def test_every_night_the_quarters_that_began_get_their_tasks(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, due_on=None, is_quarterly=True)
    proposal = make_directive(district.unit, is_confirmed=False)
    make_requirement(proposal, district.ward)
    jobs.open_all_tasks(timestamp=int(at(2019, 7, 1, 0, 10).timestamp()))
    assert list(Task.objects.values_list("period", flat=True).order_by("period")) == ["2019-Q2", "2019-Q3"]
    assert jobs.open_tasks_in_force(now=at(2019, 7, 2)) == 0


def test_a_directive_that_is_confirmed_has_its_tasks_at_once(district: District) -> None:
    directive = make_directive(district.unit, is_confirmed=False)
    make_requirement(directive, district.ward, district.other_ward)
    confirm_directive(directive_id=directive.pk, by=district.coordinator, now=OPENED)
    assert Task.objects.filter(requirement__directive=directive).count() == 2


def test_a_letter_of_somebody_else_is_followed_up_by_who_keeps_it(district: District) -> None:
    city = make_unit(name="Ủy ban nhân dân Thành phố")
    directive = make_directive(city, keeper=district.unit)
    make_requirement(directive, district.ward)
    assert open_tasks(directive, district.coordinator) == 1
    task = Task.objects.visible_to(roles_of(district.leader, OPENED)).get()
    give_evidence(task_id=task.pk, note="Đã làm", by=district.ward_leader, now=OPENED)
    assert accept_evidence(task_id=task.pk, by=district.coordinator, now=OPENED).state == TaskState.DONE
    stranger = make_staff(role=Role.COORDINATOR, unit=city)
    with pytest.raises(Task.DoesNotExist):
        accept_evidence(task_id=task.pk, by=stranger, now=OPENED)
