"""By whose calendar does the time of each decided dossier count? Said row by row, for the statements that count it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.backends.utils import CursorWrapper

from motcua.services.onestop.figures import working_time
from motcua.services.onestop.turned import Turned

_UNITS = "SELECT unit_id FROM figures_decided UNION SELECT receiving_id FROM figures_decided"
_BY_UNIT = """
UPDATE figures_decided d SET calendar = u.calendar, counter_calendar = r.calendar
FROM unnest(%(units)s::bigint[], %(calendars)s::int[]) u (unit_id, calendar),
     unnest(%(units)s::bigint[], %(calendars)s::int[]) r (unit_id, calendar)
WHERE u.unit_id = d.unit_id AND r.unit_id = d.receiving_id
"""
_BY_DOSSIER = "UPDATE figures_decided SET counter_calendar = %s, calendar = %s WHERE dossier_id = %s"


def give_calendars(cursor: CursorWrapper, turned: Mapping[int, Turned], *, first: date, last: date) -> int:
    """Lay the calendars out for the days from `first` to `last` and name that of each row of `figures_decided`.

    `calendar` is that of the unit that decided, `counter_calendar` that of the counter, which counts before acceptance;
    those of `turned` have the calendars of all the units that had them. Returns the most openings of a day. Raises
    CalendarMissing.
    """
    cursor.execute(_UNITS)
    units = sorted(unit for (unit,) in cursor.fetchall())
    whose = {*units, *(each for turns in turned.values() for each in turns)}
    laid_out = working_time.lay_out(cursor, whose=whose, first=first, last=last)
    numbers = laid_out.number_of
    cursor.execute(_BY_UNIT, {"units": units, "calendars": [numbers[unit] for unit in units]})
    rows = [(numbers[each.receiving], numbers[each.deciding], dossier) for dossier, each in turned.items()]
    cursor.executemany(_BY_DOSSIER, rows)
    return laid_out.openings
