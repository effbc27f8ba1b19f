"""Who holds what, and which open dossiers stand where nobody may work on them."""

import logging
from datetime import timedelta

import pytest

from motcua.foundation.units.models import Role, RoleAssignment, Staff
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.queries.owners import colleagues_in, held_by, held_in, ownerless
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff

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
    assert "have nobody who may work on them" in caplog.text


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


def test_colleagues_are_those_in_service_with_a_role_for_the_work(office: Office) -> None:
    names = {name for _pk, name in colleagues_in([office.unit.pk], LATER)}
    assert names == {office.receptionist.full_name, office.specialist.full_name, office.leader.full_name}
    assert [pk for pk, _name in colleagues_in([office.unit.pk], LATER, Role.SPECIALIST)] == [office.specialist.pk]
