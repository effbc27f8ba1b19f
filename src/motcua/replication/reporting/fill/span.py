"""The span a report looks at: its period, cut off at the moment of reading."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.units.rules import day_of, start_of
from motcua.replication.reporting.rules import Period


@dataclass(frozen=True)
class Span:
    """A period as seen at `now`: what happened after `now` or after its end is not in it."""

    period: Period
    now: datetime

    @property
    def first(self) -> date:
        """Return the first day."""
        return self.period.first

    @property
    def last(self) -> date:
        """Return the last day that counts: of the period, or today."""
        return min(self.period.last, day_of(self.now))

    @property
    def until(self) -> datetime:
        """Return the moment before which things count."""
        return min(start_of(self.period.end), self.now)
