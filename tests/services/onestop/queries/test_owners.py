"""Who holds what, and which open dossiers stand where nobody may work on them."""

import logging
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.messages.models import Channel, OutboxMessage
from motcua.foundation.messages.staff_messages import box_of
from motcua.foundation.units.models import Delegation, Level, Role, RoleAssignment, Staff
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries.owners import (
    Held,
    Taker,
    colleagues_in,
    held_by,
    held_in,
    left_behind,
    ownerless,
    takers_for,
)
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_delegation, make_role, make_staff, make_unit

LATER = NOW + timedelta(hours=1)


def leave(staff: Staff) -> None:
    RoleAssignment.objects.filter(staff=staff).update(ended_at=NOW)


def test_every_open_dossier_has_somebody_while_every_role_is_filled(office: Office) -> None:
    for state in (State.SUBMITTED, State.ACCEPTED, State.IN_PROCESS, State.AWAITING_SUPPLEMENT):
        make_dossier(office, state)
    assert ownerless(LATER) == []


def test_a_step_whose_role_nobody_has_any_more_is_found(office: Office) -> None:
    make_dossier(office, State.IN_PROCESS)
    make_dossier(office, State.RETURNED)
    leave(office.specialist)
    assert [(each.unit_id, each.count) for each in ownerless(LATER)] == [(office.unit.pk, 1)]
    assert ownerless(LATER, [office.unit.pk + 1]) == []


def test_a_colleague_above_whose_role_reaches_down_counts(office: Office) -> None:
    make_dossier(office, State.IN_PROCESS)
    leave(office.specialist)
    make_staff(role=Role.SPECIALIST, unit=office.unit, with_children=True)
    assert ownerless(LATER) == []


def test_the_night_says_what_has_nobody(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    make_dossier(office, State.IN_PROCESS)
    leave(office.specialist)
    with caplog.at_level(logging.ERROR):
        jobs.check_owners(int(LATER.timestamp()))
        jobs.check_owners(int(LATER.timestamp()))  # a job may run twice
    assert "have nobody who may work on them" in caplog.text
    told = OutboxMessage.objects.get(about_type="ownerless", channel=Channel.INBOX)
    assert (told.to, told.subject) == (box_of(office.leader.pk), "Hồ sơ không có người phụ trách")
    assert "1 hồ sơ đang ở bước không ai giữ vai trò; 0 hồ sơ do người không còn phụ trách đang giữ" in told.body


def told_at_night() -> list[tuple[str, str]]:
    jobs.check_owners(int(LATER.timestamp()))
    told = OutboxMessage.objects.filter(about_type="ownerless", channel=Channel.INBOX)
    return list(told.order_by("to").values_list("to", "body"))


@pytest.mark.django_db
def test_where_the_last_leader_is_gone_a_leader_above_hears() -> None:
    district = make_unit(level=Level.DISTRICT)
    office = make_office(parent=district)
    make_dossier(office, State.IN_PROCESS)
    leave(office.leader)
    leave(office.specialist)
    above = make_staff(role=Role.LEADER, unit=district, with_children=True)
    ((to, body),) = told_at_night()
    assert to == box_of(above.pk)
    assert "nhờ quản trị viên phân vai trò" in body


def test_where_nobody_leads_whoever_gives_roles_hears(office: Office) -> None:
    make_dossier(office, State.IN_PROCESS)
    leave(office.leader)
    leave(office.specialist)
    administrator = make_staff(role=Role.ADMINISTRATOR, unit=office.unit)
    ((to, body),) = told_at_night()
    assert to == box_of(administrator.pk)
    assert "không có lãnh đạo nào trên hệ thống" in body


def test_the_night_says_what_is_held_by_somebody_who_left(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    make_staff(role=Role.SPECIALIST, unit=office.unit)  # somebody could, but for the name on it
    take_dossier(dossier_id=make_dossier(office, State.IN_PROCESS).pk, by=office.specialist, now=LATER)
    assert (ownerless(LATER), left_behind(LATER)) == ([], [])
    Staff.objects.filter(pk=office.specialist.pk).update(is_active=False)
    assert [(each.staff_id, each.count) for each in left_behind(LATER)] == [(office.specialist.pk, 1)]
    with caplog.at_level(logging.ERROR):
        jobs.check_owners(int(LATER.timestamp()))
    assert "1 open dossiers" in caplog.text
    assert f"held by staff {office.specialist.pk}, who works there no more" in caplog.text
    assert OutboxMessage.objects.filter(about_type="ownerless", to=box_of(office.leader.pk)).exists()


def test_whoever_stands_in_for_a_colleague_holds_rightly(office: Office) -> None:
    deputy = make_staff(role=Role.CLERK, unit=office.unit)
    days = {"first_day": NOW.date(), "end": NOW.date() + timedelta(days=9)}
    make_delegation(absent=office.specialist, deputy=deputy, unit=office.unit, **days)
    take_dossier(dossier_id=make_dossier(office, State.IN_PROCESS).pk, by=deputy, now=LATER)
    assert left_behind(LATER) == []
    Delegation.objects.update(revoked_at=LATER)
    assert [each.staff_id for each in left_behind(LATER)] == [deputy.pk]


@pytest.mark.parametrize("holders", [1, 4])
def test_who_holds_what_is_asked_in_the_same_queries_however_many_they_are(
    office: Office, holders: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(holders):
        colleague = make_staff(role=Role.SPECIALIST, unit=office.unit)
        take_dossier(dossier_id=make_dossier(office, State.IN_PROCESS).pk, by=colleague, now=LATER)
    with django_assert_num_queries(4):
        assert len(held_in([office.unit.pk], LATER)) == holders


def test_who_holds_how_much_and_whether_they_still_work_there(office: Office) -> None:
    held, other = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    for dossier in (held, other):
        take_dossier(dossier_id=dossier.pk, by=office.specialist, now=LATER)
    (before,) = [each for each in held_in([office.unit.pk], LATER) if each.staff_id == office.specialist.pk]
    assert (before.count, before.is_fit) == (2, True)
    leave(office.specialist)
    (after,) = [each for each in held_in([office.unit.pk], LATER) if each.staff_id == office.specialist.pk]
    assert (after.count, after.is_fit) == (2, False)
    assert set(held_by(office.specialist.pk, office.unit.pk)) == {held.pk, other.pk}


def takers(office: Office, holder: Staff) -> list[Taker]:
    """Who is offered for what somebody holds at the office."""
    return takers_for(held_in([office.unit.pk], LATER), LATER)[holder.pk, office.unit.pk]


def hold(office: Office, holder: Staff, state: State) -> None:
    dossier = make_dossier(office, state)
    Dossier.objects.filter(pk=dossier.pk).update(holder=holder)


def test_what_somebody_holds_may_go_to_those_who_can_do_its_step_there_and_to_nobody_else(office: Office) -> None:
    colleague = make_staff(role=Role.SPECIALIST, unit=office.unit)
    above = make_staff(role=Role.SPECIALIST, unit=office.unit, with_children=True)
    make_staff(role=Role.SPECIALIST, unit=make_office().unit)
    left = make_staff(role=Role.SPECIALIST, unit=office.unit)
    leave(left)
    retired = make_staff(role=Role.SPECIALIST, unit=office.unit)
    Staff.objects.filter(pk=retired.pk).update(is_active=False)
    hold(office, office.specialist, State.IN_PROCESS)
    assert {taker.staff_id for taker in takers(office, office.specialist)} == {colleague.pk, above.pk}


def test_whoever_stands_in_for_a_colleague_is_offered_the_colleagues_steps(office: Office) -> None:
    deputy = make_staff(role=Role.CLERK, unit=office.unit)
    hold(office, office.specialist, State.IN_PROCESS)
    assert takers(office, office.specialist) == []
    days = {"first_day": NOW.date(), "end": NOW.date() + timedelta(days=9)}
    make_delegation(absent=office.specialist, deputy=deputy, unit=office.unit, **days)
    assert takers(office, office.specialist) == [Taker(deputy.pk, deputy.full_name, 1)]


def test_of_several_steps_whoever_can_do_most_stands_first_with_how_many(office: Office) -> None:
    both = make_staff(role=Role.SPECIALIST, unit=office.unit, name="Bùi Thị Cả Hai")
    make_role(staff=both, unit=office.unit, role=Role.RECEPTIONIST)
    one = make_staff(role=Role.SPECIALIST, unit=office.unit, name="An Văn Một")
    for state in (State.IN_PROCESS, State.IN_PROCESS, State.SUBMITTED):
        hold(office, office.specialist, state)
    counter = office.receptionist
    assert takers(office, office.specialist) == [
        Taker(both.pk, both.full_name, 3),
        Taker(one.pk, one.full_name, 2),
        Taker(counter.pk, counter.full_name, 1),
    ]


@pytest.mark.parametrize("holders", [1, 3])
def test_who_could_take_over_is_asked_in_the_same_queries_however_many_hold_something(
    office: Office, holders: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(holders):
        hold(office, make_staff(role=Role.SPECIALIST, unit=office.unit), State.IN_PROCESS)
    held: list[Held] = held_in([office.unit.pk], LATER)
    with django_assert_num_queries(4):
        assert len(takers_for(held, LATER)) == holders


def test_colleagues_are_those_in_service_with_a_role_for_the_work(office: Office) -> None:
    names = {name for _pk, name in colleagues_in([office.unit.pk], LATER)}
    assert names == {office.receptionist.full_name, office.specialist.full_name, office.leader.full_name}
    assert [pk for pk, _name in colleagues_in([office.unit.pk], LATER, Role.SPECIALIST)] == [office.specialist.pk]
