"""Teams, parcels and trips for tests, made through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.foundation.payments.actions.issue_charge import Target, issue_charge
from motcua.foundation.payments.models import Charge, ReceiptBook
from motcua.foundation.units.models import Role, Staff
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.plans import Plan
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.delivery.actions.correct_parcel import Destination, correct_parcel
from motcua.services.onestop.delivery.actions.form_team import form_team
from motcua.services.onestop.delivery.actions.hand_over_parcel import AtTheDoor
from motcua.services.onestop.delivery.actions.start_trip import start_trip
from motcua.services.onestop.delivery.door_code import door_code
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import (
    DeliveryTeam,
    DeliveryTrip,
    Dossier,
    Outcome,
    Parcel,
    Relation,
    ResultBy,
    Way,
)
from tests.factories.onestop import NOW, SYSTEM, Office, at_decision, make_answers, make_office
from tests.factories.payments import make_book, make_line
from tests.factories.units import make_staff

LATER = NOW + timedelta(hours=2)


@dataclass(frozen=True)
class Carriers:
    """An office whose volunteers carry results: the team and two of its members."""

    office: Office
    team: DeliveryTeam
    carrier: Staff
    mate: Staff


def make_carriers(office: Office | None = None) -> Carriers:
    """Return an office (a new one unless it is given) that carries results home, with a team of two."""
    office = office or make_office()
    adoption = Adoption.objects.get(unit=office.unit)
    plan = Plan(adoption.owner_id, adoption.trial_on, adoption.live_on, settings={"delivers_home": True})
    change_adoption(adoption_id=adoption.pk, plan=plan, by=SYSTEM, now=NOW)
    members = [make_staff(role=Role.VOLUNTEER, unit=office.unit, name=name) for name in ("Võ Thị Giao", "Lý Văn Đi")]
    team = form_team(
        unit_id=office.unit.pk,
        name="Tổ 1",
        association="Hội Phụ nữ",
        members=[member.pk for member in members],
        by=office.receptionist,
        now=NOW,
    )
    return Carriers(office, team, *members)


def make_parcel(
    carriers: Carriers, *, way: Way = Way.HOME, fee: int = 0, now: datetime = NOW, **changes: Any
) -> Parcel:
    """Return the parcel of a dossier that was just decided, with its address; `fee` is still owed for the dossier."""
    office = carriers.office
    result_by = ResultBy.HOME if way is Way.HOME else ResultBy.POST
    dossier = at_decision(office, result_by=result_by, answers=make_answers(full_name="Nguyễn Thị Ánh"))
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=now)
    given: dict[str, Any] = {
        "way": way,
        "name": "Nguyễn Thị Ánh",
        "phone": "0901234567",
        "street": "12 Lê Lợi",
        "place": "Phường 10",
    }
    if fee:
        owe(office, dossier, fee)
    parcel = Parcel.objects.get(dossier=dossier)
    return correct_parcel(parcel_id=parcel.pk, to=Destination(**(given | changes)), by=office.receptionist, now=now)


def owe(office: Office, dossier: Dossier, amount: int) -> Charge:
    """Return a charge for a dossier; the office has a book of receipts from now on."""
    if not ReceiptBook.objects.filter(unit=office.unit).exists():
        make_book(office.unit)
    target = Target(DOSSIER, str(dossier.pk), dossier.code, "Phí")
    lines = [make_line(amount)]
    return issue_charge(unit_id=office.unit.pk, target=target, lines=lines, by=office.receptionist, now=NOW)


def make_trip(carriers: Carriers, *parcels: Parcel, now: datetime = NOW) -> DeliveryTrip:
    """Return a trip with these parcels on the way."""
    return start_trip(
        team_id=carriers.team.pk,
        carrier_id=carriers.carrier.pk,
        parcels=[parcel.pk for parcel in parcels],
        by=carriers.office.receptionist,
        now=now,
    )


def at_the_door(parcel: Parcel, **changes: Any) -> AtTheDoor:
    """Return what happens at the right door: the code is shown, the receiver signs on the sheet, the fee is paid."""
    given: dict[str, Any] = {
        "code": door_code(Parcel.objects.get(pk=parcel.pk)),
        "receiver_name": "Nguyễn Thị Ánh",
        "relation": Relation.SELF,
        "signed_on_sheet": True,
        "fee_is_taken": True,
    }
    return AtTheDoor(**(given | changes))
