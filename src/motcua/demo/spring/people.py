"""Who acts in the story: the district's coordinator and leader, and the leaders of wards and offices."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.demo.staff import DISTRICT
from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for

YEAR = 2019


@dataclass(frozen=True)
class Cast:
    """Staff by user name, units by their key below the district ("phuong-4", "tu-phap")."""

    staff: dict[str, Staff]

    @property
    def coordinator(self) -> Staff:
        """Who follows the models up for the district."""
        return self.staff["caicach"]

    @property
    def chair(self) -> Staff:
        """Who signs for the district."""
        return self.staff["lanhdao"]

    def leader(self, place: str) -> Staff:
        """Return the leader of a ward or office."""
        return self.staff[f"{place}.lanhdao"]


def cast() -> Cast:
    """Return everybody the demo appointed."""
    return Cast({one.user.username: one for one in Staff.objects.select_related("user")})


def place(key: str = "") -> Unit:
    """Return a unit of the district by its key, the district itself for ""."""
    return unit_by_reference(f"{DISTRICT}/{key}" if key else DISTRICT)


def ward(number: int) -> Unit:
    """Return a ward."""
    return place(f"phuong-{number}")


def on_a_working_day(moment: datetime) -> datetime:
    """Return the moment, or the same time of the next working day: nothing official happens on a day off."""
    days = calendar_for(None)
    while not days.is_working_day(moment.date()):
        moment += timedelta(days=1)
    return moment


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of the year of the story."""
    return datetime(YEAR, month, day, hour, minute, tzinfo=ZONE)
