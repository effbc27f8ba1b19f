"""The opening hours of a unit's own as a part of a kit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from motcua.foundation.worktime.actions.set_opening_hours import Opening, set_opening_hours
from motcua.foundation.worktime.models import Shift
from motcua.foundation.worktime.rules import ShiftKind
from motcua.services.kits import KitLine, KitRefusal, KitTerms


class Hours(BaseModel):
    """Hours on a weekday (1 Monday … 7 Sunday); day and document of the decision are the unit's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weekday: int = Field(ge=1, le=7)
    opens: time
    closes: time
    kind: ShiftKind


_HOURS: TypeAdapter[tuple[Hours, ...]] = TypeAdapter(tuple[Hours, ...])


class SchedulesPart:
    """The opening hours; a unit that follows the common ones has nothing to pass on."""

    code = "schedules"
    title = gettext_lazy("Giờ làm việc, giờ tiếp nhận")
    needs_decision = True
    keeps_others = False

    def export(self, *, unit_id: int, day: date) -> JsonValue:
        """Return the unit's own hours on `day`."""
        own = Shift.objects.filter(unit=unit_id, valid__contains=day).order_by("weekday", "opens", "kind")
        found = [
            Hours(weekday=one.weekday, opens=one.opens, closes=one.closes, kind=ShiftKind(one.kind)) for one in own
        ]
        return [one.model_dump(mode="json") for one in found]

    def lines(self, content: JsonValue) -> list[KitLine]:
        """Return each weekday with its hours."""
        days: dict[int, list[str]] = defaultdict(list)
        for one in _HOURS.validate_python(content):
            after = _(" (ngoài giờ)") if one.kind is ShiftKind.AFTER_HOURS else ""
            days[one.weekday].append(f"{one.opens:%H:%M}–{one.closes:%H:%M}{after}")
        return [KitLine(str(day), WEEKDAYS[day - 1], ", ".join(hours)) for day, hours in sorted(days.items())]

    def take_over(self, content: JsonValue, *, unit_id: int, terms: KitTerms, now: datetime) -> list[KitRefusal]:
        """Have the unit open at these hours from the first day of its own decision; raise HoursRefused."""
        asked = _HOURS.validate_python(content)
        if not asked or self.export(unit_id=unit_id, day=terms.first_day) == content:
            return []
        set_opening_hours(
            unit_id=unit_id,
            openings=[Opening(one.weekday, one.opens, one.closes, one.kind) for one in asked],
            valid_from=terms.first_day,
            document=terms.document,
            by=terms.platform,
            roles=None,
            now=now,
        )
        return []
