"""What can be asked of working time? Every due time of the platform comes from here.

Calendars are kept per process. Whether they have changed is asked at most once in `REFRESH_SECONDS` (one query by
primary key); a change made elsewhere is therefore seen at most that many seconds after it commits, a change made
through our own actions at once in the same process. The edition that is asked for is a random value written by
triggers on the tables, so a rolled-back change can never be mistaken for a committed one, and it is read before the
rows, so rows read too early are read again.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from motcua.foundation.worktime import rules
from motcua.foundation.worktime.models import CalendarDay, CalendarEdition, CalendarYear, ClockRule, Shift
from motcua.foundation.worktime.rules import Clock, Limit, ShiftHours, ShiftKind, Span, Switches, WorkCalendar
from motcua.foundation.worktime.turns import Turns, Whose, spliced

REFRESH_SECONDS = 15.0


@dataclass
class _Tables:
    """The rows of one edition, by unit, and the calendars made of them so far."""

    edition: UUID | None
    checked_at: float
    years: frozenset[int]
    provisional_years: frozenset[int]
    days: dict[int | None, list[CalendarDay]] = field(default_factory=dict)
    shifts: dict[int | None, list[ShiftHours]] = field(default_factory=dict)
    switches: dict[int | None, list[Switches]] = field(default_factory=dict)
    calendars: dict[Whose, WorkCalendar] = field(default_factory=dict)

    def own(self, unit_id: int | None) -> int | None:
        """Return the unit when it has any row of its own, else None, as the common rows are kept."""
        has_own = unit_id in self.days or unit_id in self.shifts or unit_id in self.switches
        return unit_id if has_own else None


_lock = threading.Lock()
_kept: list[_Tables] = []
_written: ContextVar[_Tables | None] = ContextVar("worktime_written", default=None)
_asking: set[object] = set()  # empty nearly always, which is quicker to see than what a context holds


def calendar_for(unit_id: Whose) -> WorkCalendar:
    """Return the calendar of a unit, or the common one; units without rows of their own share it.

    Of units that took turns: the calendar with the days of each.
    """
    tables = _tables()
    calendar = tables.calendars.get(unit_id)
    return _kept_calendar(tables, unit_id) if calendar is None else calendar


def _kept_calendar(tables: _Tables, unit_id: Whose) -> WorkCalendar:
    key = unit_id.mapped(tables.own) if isinstance(unit_id, Turns) else tables.own(unit_id)
    calendar = tables.calendars.get(key)
    if calendar is None:
        calendar = _calendar_of_turns(key) if isinstance(key, Turns) else _calendar(tables, key)
    with _lock:
        calendar = tables.calendars.setdefault(key, calendar)
        return tables.calendars.setdefault(unit_id, calendar)


def due_time(*, unit_id: Whose, start: datetime, limit: Limit, pauses: Sequence[Span] = ()) -> datetime:
    """Return when `limit` ends for `unit_id`: the one function for due times.

    Every pause must be closed (ValueError otherwise); while the clock stands still, ask `clock`. Raises CalendarMissing
    when a year it needs has no calendar.
    """
    return rules.due_at(calendar_for(unit_id), start=start, limit=limit, pauses=pauses)


def clock(*, unit_id: int | None, start: datetime, limit: Limit, pauses: Sequence[Span] = (), now: datetime) -> Clock:
    """Return due time and whether the clock stands still at `now`; an open pause counts up to `now`."""
    return rules.clock_at(calendar_for(unit_id), start=start, limit=limit, pauses=pauses, now=now)


def working_time_left(*, unit_id: int | None, now: datetime, due: datetime) -> rules.WorkingTime:
    """Return the working time from `now` to `due`, negative when late; late as well while the office is still shut."""
    calendar = calendar_for(unit_id)
    minutes = rules.working_minutes_between(calendar, now, due)
    return rules.WorkingTime(minutes, calendar.switches_on(due.date()).minutes_a_day, is_past=now > due)


def is_provisional(day: date) -> bool:
    """Tell whether the calendar of the day's year is only projected, so that a due time in it may still move."""
    return day.year in calendar_for(None).provisional_years


@contextmanager
def as_written() -> Iterator[None]:
    """Answer inside from the tables as this transaction has written them, and keep that from everybody else."""
    token, asking = _written.set(_read(None, time.monotonic())), object()
    _asking.add(asking)
    try:
        yield
    finally:
        _asking.discard(asking)
        _written.reset(token)


def forget_calendars() -> None:
    """Drop what this process keeps, so that the next question reads the tables."""
    with _lock:
        _kept.clear()


def _tables() -> _Tables:
    if _asking and (written := _written.get()) is not None:
        return written
    current = _kept[0] if _kept else None
    if current and time.monotonic() - current.checked_at < REFRESH_SECONDS:
        return current
    with _lock:
        current = _kept[0] if _kept else None
        checked_at = time.monotonic()
        if current and checked_at - current.checked_at < REFRESH_SECONDS:
            return current
        edition = CalendarEdition.objects.values_list("edition", flat=True).first()
        if current and current.edition == edition:
            current.checked_at = checked_at
            return current
        _kept[:] = [_read(edition, checked_at)]
        return _kept[0]


def _read(edition: UUID | None, checked_at: float) -> _Tables:
    status = dict(CalendarYear.objects.values_list("year", "status"))
    provisional = frozenset(year for year, word in status.items() if word == CalendarYear.Status.PROVISIONAL)
    tables = _Tables(edition, checked_at, frozenset(status), provisional)
    for day in CalendarDay.objects.all():
        tables.days.setdefault(day.unit_id, []).append(day)
    for shift in Shift.objects.all():
        tables.shifts.setdefault(shift.unit_id, []).append(_shift_hours(shift))
    for rule in ClockRule.objects.all():
        tables.switches.setdefault(rule.unit_id, []).append(_switches(rule))
    return tables


def _calendar_of_turns(turns: Turns) -> WorkCalendar:
    return spliced(calendar_for(turns.first), [(day, calendar_for(unit_id)) for day, unit_id in turns.then])


def _calendar(tables: _Tables, key: int | None) -> WorkCalendar:
    common = {} if key is None else {day.date: day for day in tables.days.get(None, [])}
    days = common | {day.date: day for day in tables.days.get(key, [])}
    own = [] if key is None else tables.switches.get(key, [])
    shifts = [] if key is None else tables.shifts.get(key, [])
    return WorkCalendar(
        years=tables.years,
        provisional_years=tables.provisional_years,
        days_off=frozenset(day.date for day in days.values() if day.kind != CalendarDay.Kind.SWAP_ON),
        make_ups={
            day.date: day.swapped_with
            for day in days.values()
            if day.kind == CalendarDay.Kind.SWAP_ON and day.swapped_with
        },
        shifts=(*shifts, *tables.shifts.get(None, [])),
        switches=(*own, *tables.switches.get(None, [])),
    )


def _shift_hours(shift: Shift) -> ShiftHours:
    return ShiftHours(
        shift.weekday,
        shift.opens,
        shift.closes,
        kind=ShiftKind(shift.kind),
        is_own=shift.unit_id is not None,
        valid_from=shift.valid.lower,
        valid_to=shift.valid.upper,
    )


def _switches(rule: ClockRule) -> Switches:
    return Switches(
        makeup_may_be_due=rule.makeup_may_be_due,
        saturday_counts=rule.saturday_counts,
        same_day_until=rule.same_day_until,
        minutes_a_day=rule.minutes_a_day,
        valid_from=rule.valid.lower,
        valid_to=rule.valid.upper,
    )
