"""What lies on the disk tells neither in which order people answered nor what the sums were before."""

import time
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.services.surveys.actions.forget_order import forget_order
from motcua.services.surveys.models import Tally, UsedToken
from tests.factories.units import make_unit

HASHES = [bytes([number]) * 32 for number in (9, 3, 7)]
QUARTER = date(2019, 4, 1)
ALONE = ["(0,1)", "(0,2)"]  # where two rows lie that have their page to themselves


def rows_of(table: str, column: str) -> list[tuple[Any, str, str]]:
    """A value of each row as it lies in the table, where it lies, and which transaction wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}", ctid::text, xmin::text FROM "{table}"')  # noqa: S608 - names of ours
        return list(cursor.fetchall())


@pytest.fixture
def answers(transactional_db: None) -> None:
    """Three people answered one after the other, about two offices."""
    units = [make_unit(), make_unit()]
    for number, token_hash in enumerate(HASHES):
        with transaction.atomic():
            UsedToken(token_hash=token_hash).save(force_insert=True)
            tally, _made = Tally.objects.get_or_create(unit=units[number % 2], quarter=QUARTER)
            Tally.objects.filter(pk=tally.pk).update(sums={"rating-5": number})


def test_answers_are_sorted_and_of_one_transaction(answers: None) -> None:
    assert [bytes(value) for value, _place, _by in rows_of("surveys_usedtoken", "token_hash")] == HASHES
    forget_order()
    found = rows_of("surveys_usedtoken", "token_hash")
    assert [bytes(value) for value, _place, _by in found] == sorted(HASHES)
    assert len({by for _value, _place, by in found + rows_of("surveys_tally", "unit_id")}) == 1


def test_sums_stay_and_what_they_were_before_is_gone_from_the_pages(answers: None) -> None:
    before = list(Tally.objects.order_by("unit").values_list("unit", "quarter", "sums"))
    for _night in range(50):
        forget_order()
        assert list(Tally.objects.order_by("unit").values_list("unit", "quarter", "sums")) == before
        if (places := [place for _value, place, _by in rows_of("surveys_tally", "unit_id")]) == ALONE:
            break
        time.sleep(0.2)  # the database itself reads tables now and then; their old pages go the night after
    assert places == ALONE
