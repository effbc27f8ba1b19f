"""Wards that end together are handed on while their people work: nobody waits for whoever waits for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, transaction

from motcua.foundation.audit.verify import broken_links
from motcua.foundation.payments.fees import Asked
from motcua.foundation.payments.models import Charge
from motcua.foundation.units.actions import reorganise_units as reorganising
from motcua.foundation.units.models import Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.records import reorganisation_2025
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.units.succession import hand_on
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.charge_dossier import charge_dossier
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, ProcedureOffer
from motcua.services.onestop.states import State
from tests.factories import onestop
from tests.factories.money import FEE
from tests.factories.onestop import NOW, SYSTEM, Office, make_dossier, make_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

BEFORE, AFTER = datetime(2025, 6, 30, 9, tzinfo=ZONE), datetime(2025, 7, 2, 9, tzinfo=ZONE)


def open_ward(ward: Unit, **changes: Any) -> Office:
    with patch.object(onestop, "make_unit", lambda **_facts: ward):
        return make_office(**changes)


@pytest.fixture
def second() -> Office:
    """The ward that is handed on second; it also decides what the first one received."""
    load_tan_binh(by=SYSTEM, now=NOW - timedelta(days=60))
    wards = sorted((unit_by_reference(f"tan-binh/phuong-{number}") for number in (4, 10)), key=lambda ward: ward.pk)
    later = open_ward(wards[1], fee=FEE)
    first = open_ward(wards[0], procedure=later.procedure)
    ProcedureOffer.objects.filter(unit=first.unit).update(deciding_unit=later.unit)
    received = make_dossier(
        replace(first, specialist=later.specialist, leader=later.leader), State.IN_PROCESS, now=BEFORE
    )
    assert (received.receiving_unit, received.office_unit) == (first.unit, later.unit)
    return later


def take(office: Office, dossier: Dossier) -> None:
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=AFTER)


def stop(office: Office, dossier: Dossier) -> None:
    """End it, and with it what is owed for it."""
    stop_dossier(
        dossier_id=dossier.pk,
        reason="Quá hạn bổ sung.",
        legal_ground="Nghị định 61/2018/NĐ-CP",
        by=office.leader,
        now=AFTER,
    )


def reorganised_at_work(
    office: Office, *, patience: float, act: Callable[[Office, Dossier], None] = take
) -> list[BaseException | None]:
    """Reorganise while somebody of `office` has a dossier in hand, and return what went wrong with either.

    They go on once the first ward is moved, or after `patience` seconds: a reorganisation that waits for this dossier
    has moved nothing by then.
    """
    first = Dossier.objects.get().receiving_unit_id
    dossier = make_dossier(office, State.IN_PROCESS, now=BEFORE)
    asked = [Asked("procedure.permit")]
    charge_dossier(dossier_id=dossier.pk, asked=asked, waits=False, by=office.receptionist, now=BEFORE)
    in_hand, first_is_moved = Event(), Event()

    def work() -> None:
        with transaction.atomic():
            Dossier.objects.select_for_update().get(pk=dossier.pk)
            in_hand.set()
            first_is_moved.wait(timeout=patience)
            act(office, dossier)

    def reorganise() -> None:
        in_hand.wait(timeout=30)
        reorganising.reorganise_units(plan=reorganisation_2025(), by=SYSTEM, now=AFTER)

    def hand_on_one(*units: int, **facts: Any) -> None:
        hand_on(*units, **facts)
        if units[0] == first:
            first_is_moved.set()

    def fault(act: Any) -> BaseException | None:
        try:
            act()
        except OperationalError as error:
            return error
        finally:
            connection.close()
        return None

    with patch.object(reorganising, "hand_on", hand_on_one), ThreadPoolExecutor(2) as pool:
        return list(pool.map(fault, [work, reorganise]))


def test_a_reorganisation_waits_for_whoever_has_something_in_hand_before_it_moves_anything(second: Office) -> None:
    assert reorganised_at_work(second, patience=2) == [None, None]
    heirs = {unit_by_reference(f"hcm/phuong-{name}").pk for name in ("tan-son-nhat", "bay-hien")}
    moved = Dossier.objects.all()
    assert len(moved) == 2
    assert {place for one in moved for place in (one.receiving_unit_id, one.deciding_unit_id)} == heirs
    assert list(differing()) == []
    assert list(broken_links()) == []


def test_whoever_ends_a_dossier_and_what_is_owed_for_it_is_waited_for(second: Office) -> None:
    assert reorganised_at_work(second, patience=2, act=stop) == [None, None]
    stopped = Dossier.objects.get(state=State.STOPPED)
    assert Charge.objects.get(target_id=str(stopped.pk)).cancelled_at is not None
    assert list(differing()) == []


def test_handed_on_one_after_the_other_they_would_wait_for_each_other(second: Office) -> None:
    with patch.object(reorganising, "hold_all", lambda _units, **_facts: None):
        faults = [str(fault) for fault in reorganised_at_work(second, patience=120) if fault is not None]
    assert len(faults) == 1
    assert "deadlock" in faults[0]
