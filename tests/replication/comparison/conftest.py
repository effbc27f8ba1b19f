"""A district with three wards that use the one-stop, and its coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.foundation.units.models import Level, Role, Staff, Unit
from motcua.foundation.worktime import clock
from motcua.replication.measures.models import MeasureDay
from tests.factories.adoption import adopt
from tests.factories.onestop import NOW
from tests.factories.units import make_staff, make_unit, sign_in

TODAY = NOW.date()


@dataclass(frozen=True)
class District:
    """The district, its wards, and who watches over them."""

    unit: Unit
    wards: tuple[Unit, ...]
    coordinator: Staff

    def browser(self, staff: Staff | None = None) -> Client:
        """Return a browser in which somebody has signed in: the coordinator."""
        return sign_in(Client(), staff or self.coordinator)


def make_district(wards: int = 3, *, called: str = "Phường Số") -> District:
    """Return a district whose wards run the one-stop."""
    district = make_unit(name="Ủy ban nhân dân Quận Thử", level=Level.DISTRICT)
    units = tuple(make_unit(name=f"{called} {number}", parent=district) for number in range(1, wards + 1))
    for unit in units:
        adopt(unit, owner=make_staff(unit=unit), now=NOW - timedelta(days=100))
    coordinator = make_staff(role=Role.COORDINATOR, unit=district, with_children=True)
    return District(district, units, coordinator)


@pytest.fixture
def district(db: None, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_district()


def count(unit: Unit, day: date = TODAY, **figures: int) -> None:
    """Write figures of a day, as a roll-up would."""
    for measure, value in figures.items():
        MeasureDay.objects.create(unit=unit, service="onestop", measure=measure, day=day, value=value)
