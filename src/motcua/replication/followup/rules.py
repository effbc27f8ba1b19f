"""What does a directive ask in which period, when is it late, and when is somebody reminded? Pure functions.

Source: công văn 554/UBND-CCHC (2019), point 2: single deadlines, "định kỳ hàng quý". A last day counts in full.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.replication.followup.states import TaskState

MONTHS_A_QUARTER = 3
_DAY = timedelta(days=1)
# how the list of tasks is coloured: so many days before the last one
RED_DAYS = 2
AMBER_DAYS = 7


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """Return "2019-Q2"."""
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, MONTHS_A_QUARTER * (self.number - 1) + 1, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.next.first - _DAY

    @property
    def next(self) -> "Quarter":
        """Return the quarter that follows."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)  # noqa: PLR2004


@dataclass(frozen=True)
class Period:
    """A period of a requirement: its code ("" = once), its first day, its last day (None: the letter names none)."""

    code: str
    opens_on: date
    due_on: date | None


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)


def quarter_named(code: str) -> Quarter | None:
    """Return the quarter "2019-Q2"; None for any other text."""
    year, separator, number = code.partition("-Q")
    is_quarter = separator and year.isascii() and year.isdigit() and len(year) == len("2019") and number in set("1234")
    return Quarter(int(year), int(number)) if is_quarter and int(year) > 0 else None


def quarters_between(first: date, last: date) -> list[Quarter]:
    """Return the quarters from that of `first` to that of `last`, both included."""
    quarters = []
    quarter = quarter_of(first)
    while quarter.first <= last:
        quarters.append(quarter)
        quarter = quarter.next
    return quarters


def periods_begun(
    *,
    is_quarterly: bool,
    starts_on: date | None,
    due_on: date | None,
    issued_on: date,
    today: date,
    ended_on: date | None = None,
) -> list[Period]:
    """Return the periods of a requirement that have begun by `today`, the oldest first.

    Once: from its start (or the day of the letter) to its last day; "bắt đầu từ ngày" without a last day is due on
    the day it starts. Each quarter: from the quarter of the start on, each due on its last day, none after `due_on`,
    none that begins after `ended_on`, the directive's last day in force.
    """
    if not is_quarterly:
        due = due_on or starts_on
        opens = starts_on or issued_on
        return [Period("", opens if due is None else min(opens, due), due)]
    begin = starts_on or issued_on
    end = min(day for day in (today, due_on, ended_on) if day is not None)
    periods = []
    quarter = quarter_of(begin)
    while max(quarter.first, begin) <= end:
        last = quarter.last if due_on is None else min(quarter.last, due_on)
        periods.append(Period(quarter.code, max(quarter.first, begin), last))
        quarter = quarter.next
    return periods


def is_late(state: str, due_on: date | None, day: date) -> bool:
    """Tell whether on `day` the last day has passed and nothing was accepted or waits to be looked at."""
    return due_on is not None and due_on < day and state in {TaskState.OPEN, TaskState.NOT_DONE}


def urgency(state: str, due_on: date | None, day: date) -> str:
    """Return late, red, amber, or "" for calm."""
    if is_late(state, due_on, day):
        return "late"
    if due_on is None or state != TaskState.OPEN:
        return ""
    left = (due_on - day).days
    if left <= RED_DAYS:
        return "red"
    return "amber" if left <= AMBER_DAYS else ""


@dataclass(frozen=True)
class ReminderSchedule:
    """When units are reminded: days from the last day (−7 = a week before), from a day on, on which authority.

    A reminder that could not go out within `forget_after` days is not sent any more.
    """

    valid_from: date
    days: tuple[int, ...]
    forget_after: int
    document: str
    verified: bool


def reminder_day(due_on: date, offset: int, is_working_day: Callable[[date], bool]) -> date:
    """Return the working day of a reminder: on a day off it comes earlier before the deadline, later after it."""
    day = due_on + timedelta(days=offset)
    step = -_DAY if offset <= 0 else _DAY
    while not is_working_day(day):
        day += step
    return day


def reminder_due(
    due_on: date, today: date, schedule: ReminderSchedule, is_working_day: Callable[[date], bool]
) -> int | None:
    """Return which reminder is due on `today`: the latest that has come, unless it is stale; None when none is.

    Only one: whoever missed three is not told three times on one morning.
    """
    come = [(day, offset) for offset in schedule.days if (day := reminder_day(due_on, offset, is_working_day)) <= today]
    if not come:
        return None
    day, offset = max(come)
    return offset if today - day <= timedelta(days=schedule.forget_after) else None
