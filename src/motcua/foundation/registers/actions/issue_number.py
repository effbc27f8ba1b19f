"""Give out the next number of a series, without gaps."""

from datetime import datetime

from django.db import connection, transaction

from motcua.foundation.registers.rules import SeriesKey

# One statement makes the series or moves it on and keeps that the number was given out; either way the series' row
# stays locked until the caller's transaction ends, so the next writer waits, and a rollback gives the number back.
_NEXT = """
WITH moved AS (
    INSERT INTO registers_numberseries AS series (unit_id, code, period, next_number) VALUES (%s, %s, %s, 2)
    ON CONFLICT (unit_id, code, period) DO UPDATE SET next_number = series.next_number + 1
    RETURNING series.id, series.next_number - 1 AS number
)
INSERT INTO registers_issuednumber (series_id, number, about, issued_at)
SELECT id, number, %s, %s FROM moved RETURNING number
"""


def issue_number(*, series: SeriesKey, now: datetime, about: str = "") -> int:
    """Return the next number of `series`, 1 first, and keep that it was given out for `about`.

    Belongs into the transaction of what is numbered (raises TransactionManagementError outside one): the number is
    given back when that fails. Issue late in it, for other writers of the series wait until it ends; a transaction that
    needs numbers of several series takes them in the order of their keys.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A number is issued inside the transaction of what it numbers.")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series.unit_id, series.code, series.period, about, now])
        (number,) = cursor.fetchone()
    return int(number)
