"""Reception after hours: the counter from 13 March 2019, the wards on two fixed evenings (dispatch 554, 2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from motcua.demo.spring.people import Cast, at, place, ward
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Unit
from motcua.foundation.worktime.actions.set_opening_hours import Opening, set_opening_hours
from motcua.foundation.worktime.rules import ShiftKind

DOCUMENT = "Công văn 554/UBND-CCHC, mục 2.1"
OPENS, CLOSES = time(17), time(18)
MONDAY_TO_THURSDAY, TUESDAY_AND_THURSDAY = range(1, 5), (2, 4)


def after_hours(cast: Cast, wards: Sequence[int]) -> list[Iterator[datetime]]:
    """Return how the counter and these wards come to open in the evening."""
    counter = _open(place("mot-cua"), MONDAY_TO_THURSDAY, cast, at(3, 12, 8))
    return [counter, *(_open(ward(number), TUESDAY_AND_THURSDAY, cast, at(4, 19, 8, number)) for number in wards)]


def _open(unit: Unit, weekdays: Sequence[int], cast: Cast, decided: datetime) -> Iterator[datetime]:
    """The administrator enters the hours, in force from the next day."""
    yield decided
    by = cast.staff["quantri"]
    set_opening_hours(
        unit_id=unit.pk,
        openings=[Opening(weekday, OPENS, CLOSES, ShiftKind.AFTER_HOURS) for weekday in weekdays],
        valid_from=(decided + timedelta(days=1)).date(),
        document=DOCUMENT,
        by=by,
        roles=roles_of(by, decided),
        now=decided,
    )
