"""Many counters at once: no number twice and none left out, also when some of them fail."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count

import pytest
from django.db import connection, transaction

from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.models import IssuedNumber, NumberSeries
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.worktime.clock import ZONE
from tests.factories.registers import make_books, make_line
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2019, 4, 9, 8, 30, tzinfo=ZONE)
COUNTERS = 6
TURNS = 15


def _at_once(work: Callable[[], int | None]) -> list[int]:
    """Let every counter do `work` in turns at the same time and return what came out."""
    gate = threading.Barrier(COUNTERS)

    def counter(_number: int) -> list[int]:
        gate.wait()
        try:
            return [number for number in (work() for _ in range(TURNS)) if number is not None]
        finally:
            connection.close()

    with ThreadPoolExecutor(COUNTERS) as pool:
        return [number for numbers in pool.map(counter, range(COUNTERS)) for number in numbers]


def test_many_counters_share_a_series_without_a_gap() -> None:
    key = SeriesKey(make_unit().pk, "test", "2019")
    turns = count()

    def file_one() -> int | None:
        with transaction.atomic():
            number = issue_number(series=key, now=NOW)
            is_failing = next(turns) % 3 == 0
            transaction.set_rollback(is_failing)
        return None if is_failing else number

    issued = sorted(_at_once(file_one))
    assert issued == list(range(1, len(issued) + 1))
    assert len(issued) == COUNTERS * TURNS * 2 // 3
    assert list(IssuedNumber.objects.order_by("number").values_list("number", flat=True)) == issued


def test_without_the_lock_numbers_come_out_twice() -> None:
    """The control: when the number is read before it is written on, the same run shows what the lock prevents."""
    series = NumberSeries.objects.create(unit=make_unit(), code="test", period="2019")
    together = threading.Barrier(COUNTERS)

    def file_one_without_lock() -> int:
        number = NumberSeries.objects.get(pk=series.pk).next_number
        together.wait()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # the guard of the table is off as well
            NumberSeries.objects.filter(pk=series.pk).update(next_number=number + 1)
        together.wait()
        return number

    issued = _at_once(file_one_without_lock)
    assert len(issued) == COUNTERS * TURNS
    assert len(set(issued)) == TURNS


def test_a_number_is_not_issued_outside_a_transaction() -> None:
    key = SeriesKey(make_unit().pk, "test", "2019")
    with pytest.raises(transaction.TransactionManagementError):
        issue_number(series=key, now=NOW)
    assert not IssuedNumber.objects.exists()


def test_many_clerks_write_in_a_new_book_and_open_it_once() -> None:
    make_books()
    unit = make_unit()
    numbers = sorted(_at_once(lambda: make_line(unit_id=unit.pk, now=NOW).number))
    assert numbers == list(range(1, COUNTERS * TURNS + 1))
    assert unit.books.count() == 1
