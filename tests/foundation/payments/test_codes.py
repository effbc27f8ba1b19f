"""The short code finds its charge in any memo and takes no other text for a code; the link gives nothing away."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.payments.codes import ALPHABET, check_symbol, codes_in, link_hash, link_of, new_code

CODES = st.text(alphabet=ALPHABET, min_size=8, max_size=8).filter(check_symbol).map(lambda s: f"MC{s}{check_symbol(s)}")


@given(code=CODES, before=st.text(alphabet="abc XYZ0123 -./", max_size=20), blank=st.sampled_from(["", " ", "-", "\n"]))
def test_a_code_is_found_in_whatever_a_bank_makes_of_it(code: str, before: str, blank: str) -> None:
    memo = f"{before} {blank.join(code).lower()} nop phi"
    assert code in codes_in(memo)


@given(code=CODES, place=st.integers(min_value=2, max_value=9), other=st.sampled_from(ALPHABET))
def test_a_slip_of_one_letter_is_no_code(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]
    assert wrong == code or wrong not in codes_in(wrong)


@given(code=CODES, place=st.integers(min_value=2, max_value=8))
def test_two_exchanged_letters_are_no_code(code: str, place: int) -> None:
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert wrong == code or wrong not in codes_in(wrong)


def test_new_codes_are_well_formed_and_differ() -> None:
    made = {new_code() for _number in range(200)}
    assert len(made) == 200
    assert all(codes_in(code) == [code] for code in made)


def test_a_link_is_found_by_its_hash_and_is_not_stored_itself() -> None:
    uid = uuid4()
    link = link_of(uid)
    assert len(link) == 32
    assert link_hash(link) != bytes.fromhex(link)
    assert link_hash(link) == link_hash(link_of(uid))
    assert link_hash(link.upper()) is None
    assert link_hash("../../etc") is None
