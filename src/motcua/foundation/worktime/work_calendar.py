"""Working time as a line: which days are worked, when they close, how much work lies between two moments.

Pure. All moments are aware datetimes; inside, a moment is a number of seconds on the Vietnamese wall clock (the country
has kept UTC+7 without daylight saving for the whole span of the calendar), so that every question is one bisection.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.moments import DAY, in_zone, moment_of, wall_seconds

SATURDAY = 6


class CalendarMissing(Refused):
    """The working calendar of a year has not been entered, so no due time can be told; `year` says which."""

    def __init__(self, year: int) -> None:
        self.year = year
        sentence = _("Chưa có lịch làm việc năm {year}, nên chưa tính được thời hạn. Hãy nhập lịch năm này trước.")
        super().__init__("calendar_missing", format_lazy(sentence, year=year))


class ShiftKind(StrEnum):
    """What an opening is for: office hours run the legal clock, after-hours only receive."""

    OFFICE = "office"
    AFTER_HOURS = "after_hours"


@dataclass(frozen=True)
class ShiftHours:
    """An opening on an ISO weekday (1 Monday … 7 Sunday), valid in [valid_from, valid_to); None = unbounded.

    `is_own` marks a unit's own row: its office rows of a weekday replace the common ones of that weekday.
    """

    weekday: int
    opens: time
    closes: time
    kind: ShiftKind = ShiftKind.OFFICE
    is_own: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the opening is in force on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Switches:
    """What a unit decides for itself about its clock, in force in [valid_from, valid_to).

    `makeup_may_be_due`: a limit may end on a make-up working Saturday (otherwise it ends on the next working day; the
    Saturday itself is worked and counts). `saturday_counts`: office hours entered for an ordinary Saturday run the
    clock (otherwise they only receive). `same_day_until`: matters of the same day received later are due on the next
    working day. `minutes_a_day`: how many working minutes are called one working day when time left is shown.
    """

    makeup_may_be_due: bool = True
    saturday_counts: bool = False
    same_day_until: time = time(15, 0)
    minutes_a_day: int = 480
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the switches are in force on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class _Line:
    """The working days of all covered years in order, and what is needed to bisect them."""

    ordinals: list[int] = field(default_factory=list)
    sessions: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    worked_before: list[int] = field(default_factory=lambda: [0])
    closes: list[int] = field(default_factory=list)
    due_from: list[int] = field(default_factory=list)
    due_moments: list[datetime] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """The calendar of one unit.

    `days_off` are dates on which nobody works whatever the weekday; `make_ups` maps a make-up working day to the day it
    makes up for, whose office hours it takes over; a unit's own switches come before the common ones.
    """

    years: frozenset[int]
    days_off: frozenset[date]
    make_ups: Mapping[date, date]
    shifts: tuple[ShiftHours, ...]
    switches: tuple[Switches, ...] = (Switches(),)
    provisional_years: frozenset[int] = frozenset()

    @lru_cache(maxsize=4096)  # noqa: B019 - few calendars and days
    def switches_on(self, day: date) -> Switches:
        """Return the unit's switches in force on `day` (the first that is valid, else the defaults)."""
        return next((each for each in self.switches if each.is_valid_on(day)), Switches())

    def opening_hours(self, day: date) -> list[ShiftHours]:
        """Return every opening of `day`, office and after hours, in order of time; empty on a day off."""
        if day in self.make_ups:
            return self._shifts_of(self.make_ups[day].isoweekday(), day, office_only=True)
        return [] if day in self.days_off else self._shifts_of(day.isoweekday(), day, office_only=False)

    def regular_hours(self, weekday: int, today: date) -> list[ShiftHours]:
        """Return the openings of an ISO weekday as they are in force on `today`."""
        return self._shifts_of(weekday, today, office_only=False)

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` counts as a working day; raise CalendarMissing outside the covered years."""
        self._need(day.year, day.year)
        index = bisect_left(self._line.ordinals, day.toordinal())
        return index < len(self._line.ordinals) and self._line.ordinals[index] == day.toordinal()

    def is_receiving(self, moment: datetime) -> bool:
        """Tell whether the counter is open at `moment`, office hours or after-hours."""
        local = moment.astimezone(ZONE)
        return any(shift.opens <= local.time() < shift.closes for shift in self.opening_hours(local.date()))

    @lru_cache(maxsize=32_768)  # noqa: B019 - few calendars, and of many dossiers each moment is asked for again
    def worked_until(self, moment: datetime) -> int:
        """Return the working seconds from the start of the calendar up to `moment`."""
        local = in_zone(moment)
        if local.year not in self.years:
            raise CalendarMissing(local.year)
        line, ordinal = self._line, local.toordinal()
        index = bisect_left(line.ordinals, ordinal)
        worked = line.worked_before[index]
        if index < len(line.ordinals) and line.ordinals[index] == ordinal:
            second = local.hour * 3600 + local.minute * 60 + local.second
            for opens, closes in line.sessions[index]:
                worked += min(max(second - opens, 0), closes - opens)
        return worked

    def hours_of(self, day: date) -> tuple[int, tuple[tuple[int, int], ...]]:
        """Return the working seconds before `day`, and the hours of it that run the clock, as seconds of the day."""
        self._need(day.year, day.year)
        line, ordinal = self._line, day.toordinal()
        index = bisect_left(line.ordinals, ordinal)
        is_worked = index < len(line.ordinals) and line.ordinals[index] == ordinal
        return line.worked_before[index], line.sessions[index] if is_worked else ()

    def moment_when_worked(self, worked: int, *, since: datetime) -> datetime:
        """Return the first moment at which `worked` seconds are reached, on or after `since`'s year.

        Raises CalendarMissing when a year between `since` and the answer has no calendar.
        """
        line = self._line
        index = bisect_left(line.worked_before, worked) - 1
        self.need_index(index, since=since)
        rest = worked - line.worked_before[index]
        for opens, closes in line.sessions[index]:
            if rest <= closes - opens:
                return moment_of(line.ordinals[index] * DAY + opens + rest)
            rest -= closes - opens
        raise CalendarMissing(since.year)

    def next_opening(self, moment: datetime) -> datetime:
        """Return `moment` when office hours are on, else the moment they begin again."""
        worked = self.worked_until(moment)
        reached = self.moment_when_worked(worked + 1, since=moment)
        return max(moment.astimezone(ZONE), reached - timedelta(seconds=1))

    def first_index(self, day: date) -> int:
        """Return the place, in the row of working days, of the first working day on or after `day`."""
        self._need(day.year, day.year)
        return bisect_left(self._line.ordinals, day.toordinal())

    def closes_within(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Return the half-open span of working days whose close lies in (start, end]."""
        self._need(start.astimezone(ZONE).year, end.astimezone(ZONE).year)
        closes = self._line.closes
        return bisect_right(closes, wall_seconds(start)), bisect_right(closes, wall_seconds(end))

    def end_of(self, day: date) -> datetime:
        """Return when `day` ends for the clock: its close of office, or 24:00 on a day not worked."""
        index, line = self.first_index(day), self._line
        is_worked = index < len(line.ordinals) and line.ordinals[index] == day.toordinal()
        return moment_of(line.closes[index] if is_worked else (day.toordinal() + 1) * DAY)

    def day_of(self, ordinal: int, *, since: datetime) -> date:
        """Return the date with a proleptic ordinal; raise CalendarMissing when it lies after the last covered year."""
        last = max(self.years, default=since.year)
        if ordinal > date(last, 12, 31).toordinal():
            self._need(since.year, last + 1)
        return date.fromordinal(ordinal)

    def need_year(self, year: int) -> None:
        """Raise CalendarMissing unless the year is covered."""
        self._need(year, year)

    def need_span(self, first: datetime, second: datetime) -> None:
        """Raise CalendarMissing unless no year between `first` and `second`, which are covered, is missing."""
        if not self._is_whole:
            self._need(in_zone(first).year, in_zone(second).year)

    def close_at(self, index: int, *, since: datetime) -> datetime:
        """Return the close of office of the working day at `index`."""
        self.need_index(index, since=since)
        return moment_of(self._line.closes[index])

    def due_after(self, day: date, days: int) -> datetime | None:
        """Return when a limit of `days` working days ends that started on `day`, without pauses: one bisection.

        None when that is not plain (the years have a gap, or the calendar ends before): then count with care.
        """
        line = self._line
        index = bisect_right(line.ordinals, day.toordinal()) + days - 1
        if self._is_whole and day.year in self.years and index < len(line.due_moments):
            return line.due_moments[index]
        return None

    def due_index(self, index: int, *, since: datetime) -> int:
        """Return the first place from `index` on whose day may be a due day."""
        self.need_index(index, since=since)
        return self._line.due_from[index]

    def need_index(self, index: int, *, since: datetime) -> None:
        """Raise CalendarMissing unless the working day at `index` lies in a year reachable without a gap."""
        first, known = in_zone(since).year, index < len(self._line.ordinals)
        if known and self._is_whole and first in self.years:
            return
        if not known:
            self._need(first, max(self.years, default=first) + 1)
        self._need(first, date.fromordinal(self._line.ordinals[index]).year)

    def _need(self, first: int, last: int) -> None:
        for year in range(first, last + 1):
            if year not in self.years:
                raise CalendarMissing(year)

    def _shifts_of(self, weekday: int, day: date, *, office_only: bool) -> list[ShiftHours]:
        found = [shift for shift in self.shifts if shift.weekday == weekday and shift.is_valid_on(day)]
        has_own = any(shift.is_own and shift.kind is ShiftKind.OFFICE for shift in found)
        kept = [
            shift
            for shift in found
            if (shift.kind is ShiftKind.OFFICE and shift.is_own is has_own)
            or (shift.kind is ShiftKind.AFTER_HOURS and not office_only)
        ]
        return sorted(kept, key=lambda shift: shift.opens)

    def _sessions_of(self, day: date) -> tuple[tuple[int, int], ...]:
        """Return the hours of `day` that run the legal clock, as seconds of the day."""
        if day not in self.make_ups:
            weekday = day.isoweekday()
            if weekday > SATURDAY or (weekday == SATURDAY and not self.switches_on(day).saturday_counts):
                return ()
        return tuple(
            (_seconds(shift.opens), _seconds(shift.closes))
            for shift in self.opening_hours(day)
            if shift.kind is ShiftKind.OFFICE
        )

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the covered years follow one another."""
        return bool(self.years) and len(self.years) == max(self.years) - min(self.years) + 1

    @cached_property
    def _line(self) -> _Line:
        line = _Line()
        for year in sorted(self.years):
            for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
                if sessions := self._sessions_of(date.fromordinal(ordinal)):
                    line.ordinals.append(ordinal)
                    line.sessions.append(sessions)
                    worked = sum(closes - opens for opens, closes in sessions)
                    line.worked_before.append(line.worked_before[-1] + worked)
                    line.closes.append(ordinal * DAY + sessions[-1][1])
        line.due_from.extend(self._due_places(line.ordinals))
        line.due_moments.extend(moment_of(line.closes[place]) for place in line.due_from if place < len(line.closes))
        return line

    def _due_places(self, ordinals: list[int]) -> list[int]:
        places = list(range(len(ordinals)))
        for index in reversed(range(len(ordinals))):
            day = date.fromordinal(ordinals[index])
            if day in self.make_ups and not self.switches_on(day).makeup_may_be_due:
                places[index] = places[index + 1] if index + 1 < len(places) else index + 1
        return places


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
