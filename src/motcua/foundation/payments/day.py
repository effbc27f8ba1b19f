"""To which day of the books does money belong? To today, unless today is closed: then to the first open day after it.

Whoever books holds the unit's days together with others; whoever closes a day holds them alone. So no payment slips
into a day while its figures are added up.
"""

from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max

from motcua.foundation.payments.models import DayClose
from motcua.foundation.units.rules import day_of

_SHARED = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def booking_day(unit_id: int, now: datetime) -> date:
    """Return the day on which money is booked now, held open until the transaction ends."""
    _hold(_SHARED, unit_id)
    return open_day(unit_id, now)


def open_day(unit_id: int, now: datetime) -> date:
    """Return the first day from today on that is not closed; holds nothing."""
    today = day_of(now)
    last = DayClose.objects.filter(unit=unit_id, day__gte=today).aggregate(last=Max("day"))["last"]
    return last + timedelta(days=1) if last else today


def hold_days_alone(unit_id: int) -> None:
    """Wait until nobody books in the unit, and let nobody until the transaction ends."""
    _hold(_ALONE, unit_id)


def _hold(how: str, unit_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(how, [f"payments:days:{unit_id}"])
