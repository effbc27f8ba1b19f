"""The same questions answered the slow way, minute by minute and day by day, sharing nothing with the rules."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from tests.factories.worktime import reference_rows

Pause = tuple[datetime, datetime]
FIRST = datetime(2018, 1, 1)  # noqa: DTZ001 - wall clock of Vietnam
MINUTE = timedelta(minutes=1)


@cache
def _kinds() -> dict[str, str]:
    return {row["date"]: row["kind"] for row in reference_rows()}


def is_worked(day: date) -> bool:
    """Monday to Friday without days off, and the make-up days."""
    kind = _kinds().get(day.isoformat())
    return kind == "swap_on" or (kind is None and day.weekday() < 5)


@cache
def _open_minutes() -> bytearray:
    """One byte for each minute of 2018-2027: 1 when the office is at work."""
    days = (date(2028, 1, 1) - FIRST.date()).days
    minutes = bytearray(days * 1440)
    for number in range(days):
        if is_worked(FIRST.date() + timedelta(days=number)):
            for opens, closes in ((450, 690), (780, 1020)):
                minutes[number * 1440 + opens : number * 1440 + closes] = b"\x01" * (closes - opens)
    return minutes


def _minute(moment: datetime) -> int:
    return int((moment.replace(tzinfo=None) - FIRST) / MINUTE)


def minutes_between(first: datetime, second: datetime) -> int:
    """Count the open minutes one by one."""
    return sum(_open_minutes()[_minute(first) : _minute(second)])


def due_in_hours(start: datetime, hours: int, pauses: Sequence[Pause]) -> datetime:
    """Walk over the minutes until enough of them were open and not in a pause."""
    left, minute = hours * 60, _minute(start)
    stopped = [(_minute(since), _minute(until)) for since, until in pauses]
    while left:
        if _open_minutes()[minute] and not any(since <= minute < until for since, until in stopped):
            left -= 1
        minute += 1
    return (FIRST + minute * MINUTE).replace(tzinfo=start.tzinfo)


def _stands(moment: datetime, pauses: Sequence[Pause]) -> bool:
    return any(since < moment <= until for since, until in pauses)


def _end_of(day: date, like: datetime) -> datetime:
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=like.tzinfo)
    return midnight + (timedelta(hours=17) if is_worked(day) else timedelta(days=1))


def due_in_days(start: datetime, days: int, pauses: Sequence[Pause], *, working: bool) -> datetime:
    """Walk over the days until enough were counted, then on to one whose office closes with the clock running."""
    day = start.date()
    while days:
        day += timedelta(days=1)
        if (is_worked(day) or not working) and not _stands(_end_of(day, start), pauses):
            days -= 1
    while not is_worked(day) or _stands(_end_of(day, start), pauses):
        day += timedelta(days=1)
    return _end_of(day, start)
