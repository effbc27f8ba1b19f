"""Which weeks belong to a quarter, and when has everybody said what they can say of it? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.services.surveys.rules import OPEN_FOR, monday_of

MONTHS, QUARTERS = 3, 4
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year: the weeks of results whose Monday is in it."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter of a day."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def last_closed(cls, day: date) -> Quarter:
        """Return the latest quarter of which no link can be answered on `day` any more."""
        found = cls.of(day)
        while not found.is_closed(day):
            found = found.before
        return found

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.after.first - _DAY

    @property
    def first_week(self) -> date:
        """Return the first Monday in it: where its first week begins, and the last one of the quarter before ends."""
        return monday_of(self.first + timedelta(days=6))

    @property
    def before(self) -> Quarter:
        """Return the quarter before."""
        return Quarter(self.year - 1, QUARTERS) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def after(self) -> Quarter:
        """Return the quarter after."""
        return Quarter(self.year + 1, 1) if self.number == QUARTERS else Quarter(self.year, self.number + 1)

    @property
    def closes_on(self) -> date:
        """Return the first day on which no link of its weeks can be answered any more."""
        return monday_of(self.last) + OPEN_FOR + _DAY

    def is_closed(self, day: date) -> bool:
        """Tell whether its sums cannot change any more on `day`."""
        return day >= self.closes_on
