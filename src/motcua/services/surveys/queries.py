"""What may be shown of what people think?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.satisfaction import Satisfaction
from motcua.services.surveys.models import Tally
from motcua.services.surveys.rules import BANDS, Band, rating_key, shown_cells

MONTHS, QUARTERS = 3, 4


@dataclass(frozen=True)
class OfficeVoice:
    """One office: how many answered, and how many of each band; None is hidden, because too few people stand behind."""

    office: str
    total: int | None
    bands: tuple[int | None, ...]


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year and the one before."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter of a day."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def before(self) -> Quarter:
        """Return the quarter before."""
        return Quarter(self.year - 1, QUARTERS) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def after(self) -> Quarter:
        """Return the quarter after."""
        return Quarter(self.year + 1, 1) if self.number == QUARTERS else Quarter(self.year, self.number + 1)


def office_voices(quarter: Quarter, *, now: datetime) -> tuple[OfficeVoice, ...]:
    """Return every office that was judged for results of the weeks beginning in the quarter, by name. Two queries.

    No sum over the offices is shown: with it hidden figures could be computed.
    """
    sums: dict[int, Counter[str]] = {}
    for tally in Tally.objects.filter(week__gte=quarter.first, week__lt=quarter.after.first):
        sums.setdefault(tally.unit_id, Counter()).update(tally.sums)
    names = unit_names(sums, day_of(now))
    rows = [_row(names.get(unit_id, ""), counted) for unit_id, counted in sums.items()]
    return tuple(sorted(rows, key=lambda row: listing_key(row.office)))


def satisfaction(unit_id: int, first: date, last: date) -> Satisfaction:
    """Return how many were satisfied with results of the weeks that begin on these days. One query.

    Whoever is neither satisfied nor unsatisfied has answered as well. What `shown_cells` hides stays hidden.
    """
    counted: Counter[str] = Counter()
    for tally in Tally.objects.filter(unit=unit_id, week__range=(first, last)):
        counted.update(tally.sums)
    satisfied, *others = _bands(counted)
    if not satisfied and not sum(others):
        return Satisfaction(0, 0)
    total, (shown, _others) = shown_cells([satisfied, sum(others)])
    return Satisfaction(shown, total)


def _row(office: str, counted: Counter[str]) -> OfficeVoice:
    return OfficeVoice(office, *shown_cells(_bands(counted)))


def _bands(counted: Counter[str]) -> list[int]:
    """Return how many there are of each band, the satisfied first."""
    return [sum(counted[rating_key(rating)] for rating in BANDS[band]) for band in Band]
