"""Moments as whole seconds on the Vietnamese wall clock, which knows no daylight saving."""

from datetime import datetime, timedelta

from motcua.foundation.worktime.clock import ZONE

DAY = 86_400
_FIRST = datetime(1, 1, 1, tzinfo=ZONE)  # whose ordinal is 1


def in_zone(moment: datetime) -> datetime:
    """Return `moment` in Vietnamese time; raise ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment if moment.tzinfo is ZONE else moment.astimezone(ZONE)


def wall_seconds(moment: datetime) -> int:
    """Return the whole seconds of `moment` on the Vietnamese wall clock."""
    local = in_zone(moment)
    return local.toordinal() * DAY + local.hour * 3600 + local.minute * 60 + local.second


def moment_of(seconds: int) -> datetime:
    """Return the moment of a number of seconds on the Vietnamese wall clock."""
    return _FIRST + timedelta(seconds=seconds - DAY)
