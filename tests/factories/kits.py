"""Two wards for tests of kits: one that does well and exports, one that has planned to take the model over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pydantic import JsonValue

from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.worktime.actions.set_opening_hours import Opening, set_opening_hours
from motcua.foundation.worktime.rules import Limit, ShiftKind, TimeUnit
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.offer_kit import offer_kit
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import Choice
from motcua.replication.kits.models import ModelKit, ReceivedKit
from motcua.services.onestop.actions.commit_limit import commit_limit
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.models import Procedure
from tests.factories.adoption import make_adoption
from tests.factories.onestop import NOW, SYSTEM, make_procedure
from tests.factories.units import make_staff, make_unit
from tests.factories.worktime import make_calendar

BEFORE = NOW - timedelta(days=30)
SETTINGS: dict[str, JsonValue] = {
    "files_online": False,
    "contact_phone": "028 3844 1234",
    "notice": "Mang theo bản chính để đối chiếu.",
}
SATURDAY = Opening(6, time(7, 30), time(11, 30), ShiftKind.AFTER_HOURS)
EVERYTHING = ("procedures", "promises", "schedules", "texts", "settings")
DECISION = "Thông báo 12/TB-UBND"
FROM_DAY = (NOW + timedelta(days=7)).date()


@dataclass(frozen=True)
class Wards:
    """A district with the ward that does well and the one that learns; each with its leader."""

    district: Unit
    good: Unit
    good_leader: Staff
    learner: Unit
    leader: Staff
    coordinator: Staff
    adoption: Adoption
    procedures: tuple[Procedure, ...]


def make_wards(
    *,
    settings: Mapping[str, JsonValue] = SETTINGS,
    hours: Sequence[Opening] = (SATURDAY,),
    promised: Mapping[int, int] | None = None,
    received: int = 2,
) -> Wards:
    """Return the wards: the good one receives the first `received` of three procedures and runs the one-stop.

    `promised` maps the place of a procedure to the working days its leader promised (the law gives ten).
    """
    make_calendar()
    district = make_unit(name="Ủy ban nhân dân quận Tân Bình")
    good, learner = make_unit(parent=district, name="Phường 4"), make_unit(parent=district, name="Phường 5")
    good_leader = make_staff(role=Role.LEADER, unit=good, name="Trần Văn Tốt")
    leader = make_staff(role=Role.LEADER, unit=learner, name="Lê Thị Học")
    procedures = tuple(make_procedure(now=BEFORE) for _ in range(3))
    make_adoption(unit=good, owner=good_leader, state=State.LIVE, settings=settings, now=BEFORE)
    open_at(good, procedures[:received])
    if hours:
        keep_hours(good, hours)
    for place, days in ({0: 7} if promised is None else promised).items():
        promise(procedures[place], good, days, leader=good_leader)
    return Wards(
        district,
        good,
        good_leader,
        learner,
        leader,
        make_staff(role=Role.COORDINATOR, unit=district, with_children=True, name="Phạm Thị Nối"),
        make_adoption(unit=learner, owner=leader, settings={"contact_phone": "028 3811 5555"}, now=BEFORE),
        procedures,
    )


def open_at(unit: Unit, procedures: Sequence[Procedure]) -> None:
    """Have the unit receive the procedures."""
    for procedure in procedures:
        open_procedure(slug=procedure.slug, unit_id=unit.pk, by=SYSTEM, now=BEFORE)


def keep_hours(unit: Unit, hours: Sequence[Opening], *, now: datetime = BEFORE) -> None:
    """Have the unit open at hours of its own from the next day on."""
    set_opening_hours(
        unit_id=unit.pk,
        openings=hours,
        valid_from=now.date() + timedelta(days=1),
        document="Thông báo 3/TB-UBND",
        by=SYSTEM,
        roles=None,
        now=now,
    )


def promise(procedure: Procedure, unit: Unit, days: int, *, leader: Staff) -> None:
    """Have the leader promise so many working days."""
    limit = Limit(days, TimeUnit.WORKING_DAY)
    first: date = BEFORE.date()
    commit_limit(
        slug=procedure.slug, unit_id=unit.pk, limit=limit, document="QĐ 9", from_day=first, by=leader, now=BEFORE
    )


def exported(wards: Wards, *, now: datetime = NOW) -> bytes:
    """Return the kit of the good ward."""
    return export_kit(unit_id=wards.good.pk, service="onestop", by=wards.good_leader, now=now)


def offered(wards: Wards, *, now: datetime = NOW) -> ModelKit:
    """Return the kit of the good ward as it stands in the register."""
    return offer_kit(unit_id=wards.good.pk, service="onestop", by=wards.good_leader, now=now)


def received(wards: Wards, data: bytes | None = None) -> ReceivedKit:
    """Return the kit of the good ward as the learner received it."""
    return receive_kit(data=data or exported(wards), unit_id=wards.learner.pk, by=wards.leader, now=NOW)


def choice(*parts: str) -> Choice:
    """Return a choice of parts (all of them when none is named), with the decision some of them need."""
    return Choice(parts or EVERYTHING, DECISION, FROM_DAY)
