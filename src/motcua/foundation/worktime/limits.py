"""What is a time limit, a pause, a length of working time, and how is each told? Values, without a calendar."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class TimeUnit(StrEnum):
    """What a limit is counted in; the law says which, and "ngày" is not "ngày làm việc"."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    SAME_DAY = "same_day"


@dataclass(frozen=True)
class Limit:
    """A time limit: an amount of a unit. SAME_DAY takes no amount (0 or 1); every other unit at least 1."""

    amount: int
    unit: TimeUnit

    def __post_init__(self) -> None:
        allowed = self.amount in {0, 1} if self.unit is TimeUnit.SAME_DAY else self.amount >= 1
        if not allowed:
            raise ValueError(f"{self.amount} is no amount for a limit in {self.unit}.")

    def text(self) -> str:
        """Return the limit as an official writes it: "8 ngày làm việc", "15 ngày", "trong ngày"."""
        if self.unit is TimeUnit.SAME_DAY:
            return _("trong ngày")
        if self.unit is TimeUnit.WORKING_DAY:
            words = ngettext("%(amount)s ngày làm việc", "%(amount)s ngày làm việc", self.amount)
        elif self.unit is TimeUnit.CALENDAR_DAY:
            words = ngettext("%(amount)s ngày", "%(amount)s ngày", self.amount)
        else:
            words = ngettext("%(amount)s giờ làm việc", "%(amount)s giờ làm việc", self.amount)
        return words % {"amount": self.amount}


@dataclass(frozen=True)
class Span:
    """A pause of the clock from `start` to `end`; no end = the clock still stands."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("A pause cannot end before it starts.")


@dataclass(frozen=True)
class Clock:
    """Where a limit stands: when it ends, and whether the clock stands still now.

    While it stands still, `due` is when the limit would end if the clock ran again at once; it moves on by itself.
    """

    due: datetime
    is_paused: bool


@dataclass(frozen=True)
class WorkingTime:
    """Working time in minutes, negative when late; `minutes_a_day` of them are called one working day.

    `is_past`: the due time has passed, though the office may not have been open since: a Friday evening is late too.
    """

    minutes: int
    minutes_a_day: int = 480
    is_past: bool = False

    @property
    def is_late(self) -> bool:
        """Tell whether the due time has passed."""
        return self.is_past or self.minutes < 0

    @property
    def days(self) -> int:
        """Whole working days, without sign."""
        return abs(self.minutes) // self.minutes_a_day

    @property
    def hours(self) -> int:
        """Whole working hours beyond the days, without sign."""
        return abs(self.minutes) % self.minutes_a_day // 60

    def text(self) -> str:
        """Return the time without sign, "2 ngày 3 giờ làm việc"; under an hour the minutes."""
        if self.days and self.hours:
            day = ngettext("%(days)s ngày", "%(days)s ngày", self.days) % {"days": self.days}
            hour = ngettext("%(hours)s giờ làm việc", "%(hours)s giờ làm việc", self.hours) % {"hours": self.hours}
            return f"{day} {hour}"
        if self.days:
            return Limit(self.days, TimeUnit.WORKING_DAY).text()
        if self.hours:
            return Limit(self.hours, TimeUnit.WORKING_HOUR).text()
        rest = abs(self.minutes) % 60
        return ngettext("%(minutes)s phút làm việc", "%(minutes)s phút làm việc", rest) % {"minutes": rest}
