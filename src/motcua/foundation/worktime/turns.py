"""Whose calendar counts, when units took turns: each day by the calendar of the unit whose turn it was. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from motcua.foundation.worktime.work_calendar import ShiftHours, Switches, WorkCalendar


class Turns(NamedTuple):
    """Units one after the other: the first one, and from which day on which other one."""

    first: int | None
    then: tuple[tuple[date, int | None], ...]

    def mapped(self, name: Callable[[int | None], int | None]) -> Turns | int | None:
        """Return the turns under other names; where that leaves one for all of them, that one alone."""
        first, then = name(self.first), []
        last = first
        for day, unit_id in self.then:
            if (named := name(unit_id)) != last:
                then.append((day, named))
                last = named
        return Turns(first, tuple(then)) if then else first


Whose = int | Turns | None
Dated = TypeVar("Dated", ShiftHours, Switches)


def spliced(first: WorkCalendar, then: Sequence[tuple[date, WorkCalendar]]) -> WorkCalendar:
    """Return the calendar that is `first` up to the first day of `then`, and from each of these days on the next."""
    result = first
    for day, following in then:
        result = WorkCalendar(
            years=result.years & following.years,
            provisional_years=result.provisional_years | following.provisional_years,
            days_off=frozenset(off for off in result.days_off if off < day)
            | frozenset(off for off in following.days_off if off >= day),
            make_ups={made: up for made, up in result.make_ups.items() if made < day}
            | {made: up for made, up in following.make_ups.items() if made >= day},
            shifts=(*_until(result.shifts, day), *_since(following.shifts, day)),
            switches=(*_until(result.switches, day), *_since(following.switches, day)),
        )
    return result


def _until(rows: Iterable[Dated], day: date) -> list[Dated]:
    return [replace(row, valid_to=min(row.valid_to or day, day)) for row in rows if _begins_before(row, day)]


def _since(rows: Iterable[Dated], day: date) -> list[Dated]:
    ending = (row for row in rows if row.valid_to is None or row.valid_to > day)
    return [replace(row, valid_from=max(row.valid_from or day, day)) for row in ending]


def _begins_before(row: ShiftHours | Switches, day: date) -> bool:
    return row.valid_from is None or row.valid_from < day
