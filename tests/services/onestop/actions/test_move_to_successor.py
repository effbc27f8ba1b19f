"""When a unit ends, its open work goes on at the unit that took over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from unittest.mock import patch

import pytest
from django.db import connection, transaction

from motcua.foundation.units.models import Level, Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.successions import handovers
from motcua.services.onestop.actions import submit_dossier as submit
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.enter_at_counter import enter_at_counter
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.handover import HANDOVER
from motcua.services.onestop.models import Dossier, ProcedureOffer
from motcua.services.onestop.refusals import ProcedureClosed
from motcua.services.onestop.states import Action, State
from tests.factories.adoption import adopt
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office, make_dossier, make_draft, make_entry, make_office
from tests.factories.units import make_staff, make_unit

LATER = NOW + timedelta(days=1)


def test_open_dossiers_move_with_an_event_and_keep_code_and_due_time(office: Office) -> None:
    open_states = (State.SUBMITTED, State.IN_PROCESS, State.AWAITING_SUPPLEMENT, State.DECIDED)
    moving = [make_dossier(office, state) for state in open_states]
    closed = make_dossier(office, State.RETURNED)
    successor = make_unit()
    assert move_to_successor(unit_id=office.unit.pk, successor_id=successor.pk, by=SYSTEM, now=LATER) == len(moving)
    for before in moving:
        after = Dossier.objects.get(pk=before.pk)
        places = {after.receiving_unit_id, after.deciding_unit_id, after.office_unit_id}
        assert places == {successor.pk}
        assert (after.code, after.state, after.due_at) == (before.code, before.state, before.due_at)
        assert after.events.latest("seq").kind == Action.MOVE_UNIT
    assert Dossier.objects.get(pk=closed.pk).receiving_unit_id == office.unit.pk
    assert list(differing()) == []


def test_the_successor_receives_what_the_old_unit_received(office: Office) -> None:
    successor = make_unit()
    move_to_successor(unit_id=office.unit.pk, successor_id=successor.pk, by=SYSTEM, now=LATER)
    offers = {offer.unit_id: offer for offer in ProcedureOffer.objects.all()}
    assert (offers[office.unit.pk].is_open, offers[successor.pk].is_open) == (False, True)
    assert offers[successor.pk].deciding_unit_id == successor.pk


def test_what_somebody_is_filling_in_is_handed_in_at_the_successor(office: Office) -> None:
    draft, successor = make_draft(office), make_unit(level=Level.COMMUNE)
    adopt(successor, owner=make_staff(role=Role.LEADER, unit=successor), now=NOW)
    move_to_successor(unit_id=office.unit.pk, successor_id=successor.pk, by=SYSTEM, now=NOW)
    dossier = submit_dossier(draft_id=draft.pk, by=CITIZEN, now=LATER)
    assert (dossier.receiving_unit_id, dossier.deciding_unit_id) == (successor.pk, successor.pk)
    assert dossier.answers["full_name"] == draft.answers["full_name"]


def test_moving_again_moves_nothing(office: Office) -> None:
    make_dossier(office)
    successor = make_unit()
    moves = [
        move_to_successor(unit_id=office.unit.pk, successor_id=successor.pk, by=SYSTEM, now=LATER) for _ in range(2)
    ]
    assert moves == [1, 0]


def test_only_the_platform_moves_work(office: Office) -> None:
    with pytest.raises(NotAllowed):
        move_to_successor(unit_id=office.unit.pk, successor_id=make_unit().pk, by=CITIZEN, now=LATER)


def test_a_reorganisation_finds_the_open_dossiers_to_hand_on() -> None:
    assert HANDOVER in handovers()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_is_being_entered_while_the_unit_ends_goes_to_the_successor_too() -> None:
    office, successor = make_office(), make_unit(level=Level.COMMUNE)
    entered, moved = Event(), Event()

    def enter() -> None:
        with transaction.atomic():
            enter_at_counter(entry=make_entry(office), by=office.receptionist, now=NOW)
            entered.set()
            moved.wait(timeout=1)  # whoever does not wait for this filing is done within it
        connection.close()

    def move() -> None:
        entered.wait(timeout=30)
        move_to_successor(unit_id=office.unit.pk, successor_id=successor.pk, by=SYSTEM, now=LATER)
        moved.set()
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(enter), pool.submit(move)]:
            done.result()
    assert Dossier.objects.get().receiving_unit_id == successor.pk
    with pytest.raises(ProcedureClosed):
        enter_at_counter(entry=make_entry(office), by=office.receptionist, now=LATER)


def test_a_filing_that_read_an_offer_before_it_was_closed_is_told_so(office: Office) -> None:
    draft = make_draft(office)
    read = ProcedureOffer.objects.get(unit=office.unit)
    close_procedure(slug=office.slug, unit_id=office.unit.pk, reason="Hết mẫu đơn.", by=SYSTEM, now=NOW)
    with patch.object(submit, "still_open", return_value=read), pytest.raises(ProcedureClosed) as refused:
        submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW)
    assert (refused.value.reason, Dossier.objects.exists()) == ("Hết mẫu đơn.", False)
