"""How often has somebody guessed? Counted by a keyed hash and a window of time, at once and for good.

A count must outlive the refusal that follows it: whoever counts does so outside the transaction that may be undone.
"""

from datetime import datetime, timedelta

from django.db import connection

from motcua.services.onestop.models import LookupAttempt

_COUNT = """
INSERT INTO onestop_lookupattempt AS a (address_hash, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (address_hash, "window") DO UPDATE SET count = a.count + 1 RETURNING count
"""


def count_attempt(whose: bytes, *, window: timedelta, now: datetime) -> int:
    """Count one guess and return how many there were in this window, this one included."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [whose, window_of(now, window)])
        row = cursor.fetchone()
    return int(row[0]) if row else 1


def attempts_of(whose: bytes, *, window: timedelta, now: datetime) -> int:
    """Return how many guesses there were in this window, and count none."""
    counted = LookupAttempt.objects.filter(address_hash=whose, window=window_of(now, window))
    return counted.values_list("count", flat=True).first() or 0


def window_of(now: datetime, length: timedelta) -> datetime:
    """Return the beginning of the window that `now` lies in."""
    seconds = length.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, now.tzinfo)


def forget_attempts(whose: bytes) -> None:
    """Forget the guesses of somebody who turned out to be right."""
    LookupAttempt.objects.filter(address_hash=whose).delete()
