"""What do the authority and the platform decide about units, roles and delegation? No database, no clock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from motcua.foundation.ui.text import fold
from motcua.foundation.units.models import Role

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# an administrator is replaced by another administrator, who is accountable in person
NEVER_DELEGATED = frozenset({Role.ADMINISTRATOR})
NEEDS_SECOND_FACTOR = frozenset({Role.LEADER, Role.ADMINISTRATOR})
LONGEST_ABSENCE = timedelta(days=184)


def day_of(now: datetime) -> date:
    """Return the Vietnamese day of a moment."""
    return now.astimezone(_ZONE).date()


def start_of(day: date) -> datetime:
    """Return the first moment of a Vietnamese day."""
    return datetime(day.year, day.month, day.day, tzinfo=_ZONE)


def search_key(*, name: str, short_name: str, name_en: str = "") -> str:
    """Return the text in which a unit is searched, accents and case aside; at most 400 characters."""
    return fold(f"{name} {short_name} {name_en}")[:400]


def is_below(unit_id: int, other_id: int, parents: Mapping[int, int | None]) -> bool:
    """Tell whether `unit_id` is `other_id` or lies below it, by a map from a unit to its parent."""
    seen: set[int] = set()
    step: int | None = unit_id
    while step is not None and step not in seen:
        if step == other_id:
            return True
        seen.add(step)
        step = parents.get(step)
    return False
