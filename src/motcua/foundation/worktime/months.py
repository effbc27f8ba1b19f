"""In which month does a moment lie? Asked by Python and by the database, with the same answer."""

from datetime import datetime

from django.db.models import DateTimeField, Func

from motcua.foundation.units.rules import day_of, start_of
from motcua.foundation.worktime.clock import ZONE


class Month(Func):
    """What `month_of` returns, as an expression of the database that never gives another value for the same moment."""

    function = "date_trunc"
    template = f"%(function)s('month', %(expressions)s, '{ZONE.key}')"
    output_field = DateTimeField()


def month_of(moment: datetime) -> datetime:
    """Return the beginning of the month that `moment` lies in, on the Vietnamese wall clock."""
    return start_of(day_of(moment).replace(day=1))
