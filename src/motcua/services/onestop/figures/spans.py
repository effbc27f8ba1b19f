"""Which days does "2026", "2026-Q3" or "2026-09" mean? Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS, IN_QUARTER = 12, 3
_CODE = re.compile(r"(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True)
class Span:
    """A year, a quarter or a month: its code and its days, both included."""

    code: str
    first: date
    last: date

    @property
    def year(self) -> str:
        """Return the year it lies in: "2026"."""
        return self.code.partition("-")[0]

    @property
    def name(self) -> str:
        """Return it in words: "Năm 2026", "Quý 3/2026", "Tháng 9/2026"."""
        year, _dash, part = self.code.partition("-")
        if not part:
            return _("Năm %(year)s") % {"year": year}
        if part.startswith("Q"):
            return _("Quý %(number)s/%(year)s") % {"number": part[1:], "year": year}
        return _("Tháng %(number)s/%(year)s") % {"number": int(part), "year": year}

    def months(self) -> list[Span]:
        """Return its months, in order."""
        return [month_of(first) for first in first_days(self.first, self.last)]


def span_of(code: str) -> Span | None:
    """Return the span of a code; None when it is none."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year, quarter, month = int(found[1]), found[2], found[3]
    first = (int(quarter) - 1) * IN_QUARTER + 1 if quarter else int(month or 1)
    length = IN_QUARTER if quarter else 1 if month else MONTHS
    return Span(code, date(year, first, 1), _month_after(date(year, first, 1), length) - timedelta(days=1))


def month_of(day: date) -> Span:
    """Return the month of a day."""
    first = day.replace(day=1)
    return Span(f"{day:%Y-%m}", first, _month_after(first, 1) - timedelta(days=1))


def year_of(day: date) -> Span:
    """Return the year of a day."""
    return Span(f"{day:%Y}", date(day.year, 1, 1), date(day.year, 12, 31))


def spans_between(first: date, last: date) -> list[Span]:
    """Return the years, quarters and months that hold a day from `first` to `last`, the latest first, wide ones first.

    Nothing when `last` comes before `first`.
    """
    found = []
    for year in range(last.year, first.year - 1, -1) if first <= last else ():
        codes = (
            f"{year}",
            *(f"{year}-Q{number}" for number in range(4, 0, -1)),
            *(f"{year}-{number:02}" for number in range(MONTHS, 0, -1)),
        )
        spans = [span for code in codes if (span := span_of(code)) is not None]
        found += [span for span in spans if span.first <= last and first <= span.last]
    return found


def first_days(first: date, last: date) -> list[date]:
    """Return the first days of the months from that of `first` to that of `last`."""
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = _month_after(day, 1)
    return found


def _month_after(first: date, months: int) -> date:
    count = first.year * MONTHS + first.month - 1 + months
    return date(count // MONTHS, count % MONTHS + 1, 1)
