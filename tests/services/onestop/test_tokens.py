"""Look-up codes: read as people type them, never confused, never stored."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.tokens import (
    ALPHABET,
    BITS,
    CHECKS,
    encode,
    grouped,
    new_code,
    new_uid,
    parse,
    token_hash,
    token_of,
)
from tests.factories.onestop import NOW, Office, make_dossier

numbers = st.integers(min_value=0, max_value=2**BITS - 1)


@given(st.uuids())
def test_a_code_belongs_to_its_dossier_and_can_be_printed_again(uid: UUID) -> None:
    assert token_of(uid) == token_of(UUID(str(uid)))
    assert parse(grouped(token_of(uid))) == token_of(uid)


@given(numbers)
def test_a_code_has_sixteen_symbols_and_the_check_symbol_of_its_number(number: int) -> None:
    code = encode(number)
    value = 0
    for symbol in code[:16]:
        value = value * 32 + ALPHABET.index(symbol)
    assert (value, code[16]) == (number, CHECKS[number % 37])


@given(numbers, st.data())
def test_a_code_is_read_however_it_is_typed(number: int, data: st.DataObject) -> None:
    code = encode(number)
    readings = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(readings.get(symbol, symbol + symbol.lower())))
        + data.draw(st.sampled_from(["", "-", " "]))
        for symbol in code
    )
    assert parse(f" {typed} ") == code


@given(numbers, st.integers(min_value=0, max_value=15), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_always_noticed(number: int, place: int, symbol: str) -> None:
    code = encode(number)
    wrong = code[:place] + symbol + code[place + 1 :]
    assert (parse(wrong) is None) == (wrong != code)


@given(numbers, st.integers(min_value=0, max_value=14))
def test_two_neighbours_swapped_are_always_noticed(number: int, place: int) -> None:
    code = encode(number)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (parse(wrong) is None) == (wrong != code)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_without_a_fault(text: str) -> None:
    parsed = parse(text)
    assert parsed is None or (len(parsed) == 17 and parse(parsed) == parsed)


@pytest.mark.parametrize("text", ["", " ", "-", "0" * 16, "0" * 18, "U" * 17, "đ" * 17, "\x00" * 17, "0" * 100_000])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert parse(text) is None


def test_zero_is_written_and_read_back() -> None:
    assert grouped(encode(0)) == "0000-0000-0000-0000-0"
    assert parse("oooo-oooo-OOOO-oooo-O") == encode(0)


def test_codes_of_drafts_are_fresh_each_time() -> None:
    assert len({new_code() for _ in range(100)}) == 100


def test_the_table_holds_neither_the_code_nor_anything_without_the_key(office: Office) -> None:
    dossier = make_dossier(office)
    stored = bytes(Dossier.objects.values_list("token_hash", flat=True).get(pk=dossier.pk))
    token = token_of(dossier.uid)
    assert stored == token_hash(token)
    row = " ".join(str(value) for value in Dossier.objects.values_list().get(pk=dossier.pk))
    assert token not in row
    assert dossier.token not in row


@pytest.mark.django_db
def test_a_wrong_check_symbol_never_asks_for_a_dossier() -> None:
    token = token_of(uuid4())
    wrong = token[:-1] + CHECKS[(CHECKS.index(token[-1]) + 1) % 37]
    with CaptureQueriesContext(connection) as asked:
        assert status_by_token(text=wrong, address="10.0.0.1", now=NOW) is None
    assert [
        query["sql"] for query in asked if '"onestop_dossier"' in query["sql"] or "token_hash" in query["sql"]
    ] == []


def test_codes_that_are_handed_out_have_letters_and_digits_only() -> None:
    codes = [code for _each in range(200) for code in (new_code(), token_of(new_uid()))]
    assert all(code.isalnum() and parse(grouped(code)) == code for code in codes)
