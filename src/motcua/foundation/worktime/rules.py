"""When does a time limit end? The legal clock.

Sources. Bộ luật Dân sự 91/2015/QH13: a period in days leaves out the day of the event that starts it (art. 147); it
ends with its last day, and when that day is a weekly rest or public holiday, with the next working day (art. 148); a
period in hours starts at the moment given (art. 147). Nghị định 23/2015/NĐ-CP art. 7 and Luật Hộ tịch 60/2014/QH13
art. 5(3): a matter of the same day received after 15:00 is done on the next working day.

The time of day at which a limit in days ends. Art. 148 closes a civil period at 24:00 of its last day, but a result
is handed over at an office that is shut by then: what a citizen can rely on is the close of office of the last day,
and an authority that keeps this moment keeps the law's as well. So limits in working days and in calendar days both
end at the close of the last shift of their last day, and a limit in calendar days never ends on a day without one.

Pauses. The clock stands still in (start, end]. A limit in hours loses the working seconds that lie in a pause. A
limit in days counts a day only when the clock runs at the moment the day closes (close of office; 24:00 on a day not
worked): the day on which the clock is stopped does not count, the day on which it runs again does, a stop that is
over before the close moves nothing, and no limit ever ends while the clock stands still. Overlapping pauses are
counted once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.limits import Clock, Limit, Span, TimeUnit, WorkingTime
from motcua.foundation.worktime.moments import in_zone
from motcua.foundation.worktime.work_calendar import (
    CalendarMissing,
    ShiftHours,
    ShiftKind,
    Switches,
    WorkCalendar,
)

__all__ = [
    "CalendarMissing",
    "Clock",
    "Limit",
    "ShiftHours",
    "ShiftKind",
    "Span",
    "Switches",
    "TimeUnit",
    "WorkCalendar",
    "WorkingTime",
    "add_working_minutes",
    "clock_at",
    "day_decides",
    "due_at",
    "working_minutes_between",
]


# most limits; plain names are read faster than members of an enumeration
WORKING_DAY, WORKING_HOUR, SAME_DAY = TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR, TimeUnit.SAME_DAY
ONE_DAY = timedelta(days=1)


def due_at(calendar: WorkCalendar, *, start: datetime, limit: Limit, pauses: Sequence[Span] = ()) -> datetime:
    """Return when `limit` ends that started with what happened at `start`.

    What arrives outside office hours or on a day off has arrived at that moment; the first day counted is the next
    working day (or calendar day), the first hour counted is the first of the next opening. Every pause must be closed
    (ValueError); see `clock_at` for a clock that still stands. Raises CalendarMissing, never guesses.
    """
    if start.tzinfo is not ZONE:
        start = in_zone(start)
    if not pauses and (due := _plain_due(calendar, start, limit)):
        return due
    stops = [(pause.start, _closed(pause)) for pause in pauses]
    calendar.need_year(start.year)
    if limit.unit is TimeUnit.WORKING_HOUR:
        return _due_in_hours(calendar, start, limit.amount, stops)
    if limit.unit is TimeUnit.CALENDAR_DAY:
        return _due_in_calendar_days(calendar, start, limit.amount, stops)
    if limit.unit is TimeUnit.SAME_DAY:
        first = _first_same_day(calendar, start)
        return _close_of_counted(calendar, start, first, stops, first=first)
    first = calendar.first_index(start.date() + timedelta(days=1))
    return _close_of_counted(calendar, start, first + limit.amount - 1, stops, first=first)


def _plain_due(calendar: WorkCalendar, start: datetime, limit: Limit) -> datetime | None:
    """Return when a limit without pauses ends, in short; None when the way of `due_at` must be gone."""
    if limit.unit is WORKING_DAY:
        return calendar.due_after(start, limit.amount)
    if limit.unit is WORKING_HOUR:
        return calendar.moment_when_worked(calendar.worked_until(start) + limit.amount * 3600, since=start)
    if limit.unit is SAME_DAY:
        return calendar.due_after(start - ONE_DAY if _is_in_time(calendar, start) else start, 1)
    return None


def day_decides(limit: Limit) -> bool:
    """Tell whether the day of the start alone decides when a limit without pauses ends: so with limits in days.

    Starts of one day then have one due time, so that whoever counts many asks once.
    """
    return limit.unit in {TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY}


def clock_at(calendar: WorkCalendar, *, start: datetime, limit: Limit, pauses: Sequence[Span], now: datetime) -> Clock:
    """Return where the limit stands at `now`; an open pause counts up to `now`."""
    closed = [Span(pause.start, max(now, pause.start)) if pause.end is None else pause for pause in pauses]
    is_paused = any(pause.start <= now and (pause.end is None or now < pause.end) for pause in pauses)
    return Clock(due_at(calendar, start=start, limit=limit, pauses=closed), is_paused)


def working_minutes_between(calendar: WorkCalendar, first: datetime, second: datetime) -> int:
    """Return the whole working minutes from `first` to `second`; negative when `second` is earlier.

    Raises CalendarMissing when a year in between has no calendar.
    """
    if second < first:
        return -working_minutes_between(calendar, second, first)
    calendar.need_span(first, second)
    return (calendar.worked_until(second) - calendar.worked_until(first)) // 60


def add_working_minutes(calendar: WorkCalendar, start: datetime, minutes: int) -> datetime:
    """Return the moment when `minutes` of work (0 or more) are done after `start`; 0 gives the next open moment."""
    if minutes < 0:
        raise ValueError("Working minutes are added, not taken away.")
    if minutes == 0:
        return calendar.next_opening(start)
    return calendar.moment_when_worked(calendar.worked_until(start) + minutes * 60, since=start)


Stops = Sequence[tuple[datetime, datetime]]


def _closed(pause: Span) -> datetime:
    if pause.end is None:
        raise ValueError("The clock still stands: ask for the clock, not for a due time.")
    return pause.end


def _first_same_day(calendar: WorkCalendar, start: datetime) -> int:
    """Return the place of the day itself, or of the next working day for what came after the hour."""
    day = start.date()
    return calendar.first_index(day if _is_in_time(calendar, start) else day + timedelta(days=1))


def _is_in_time(calendar: WorkCalendar, start: datetime) -> bool:
    """Tell whether what came at `start`, Vietnamese time, is still a matter of that day: whole seconds count."""
    return start.time().replace(microsecond=0) <= calendar.switches_on(start.date()).same_day_until


def _due_in_hours(calendar: WorkCalendar, start: datetime, hours: int, stops: Stops) -> datetime:
    base = calendar.worked_until(start)
    stopped = [(calendar.worked_until(since), calendar.worked_until(until)) for since, until in stops]
    last_second = _moved(base + hours * 3600 - 1, stopped, first=base)
    return calendar.moment_when_worked(last_second + 1, since=start)


def _due_in_calendar_days(calendar: WorkCalendar, start: datetime, days: int, stops: Stops) -> datetime:
    first = start.toordinal() + 1
    stopped = [_days_stopped(calendar, since, until) for since, until in stops]
    last = calendar.day_of(_moved(first + days - 1, stopped, first=first), since=start)
    index = calendar.first_index(last)
    return _close_of_counted(calendar, start, index, stops, first=index)


def _days_stopped(calendar: WorkCalendar, since: datetime, until: datetime) -> tuple[int, int]:
    """Return the half-open span of calendar days that close in (since, until]."""
    since, until = since.astimezone(ZONE), until.astimezone(ZONE)
    is_closed_before = calendar.end_of(since.date()) <= since
    is_closed_after = calendar.end_of(until.date()) <= until
    return since.toordinal() + is_closed_before, until.toordinal() + is_closed_after


def _close_of_counted(calendar: WorkCalendar, start: datetime, index: int, stops: Stops, *, first: int) -> datetime:
    """Return the close of the working day at `index`, moved by the days stopped from `first` on and off every day
    that may not be a due day or that closes while the clock stands still.
    """
    stopped = [calendar.closes_within(since, until) for since, until in stops]
    index = _moved(index, stopped, first=first)
    while (later := _running(calendar.due_index(index, since=start), stopped)) != index:
        index = later
    return calendar.close_at(index, since=start)


def _running(index: int, stopped: Sequence[tuple[int, int]]) -> int:
    for low, high in _merged(stopped):
        if low <= index < high:
            return high
    return index


def _moved(target: int, stopped: Iterable[tuple[int, int]], *, first: int) -> int:
    """Move `target` on by every place between `first` and it that lies in one of the half-open spans."""
    for low, high in _merged(stopped):
        begin = max(low, first)
        if begin < high and begin <= target:
            target += high - begin
    return target


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
