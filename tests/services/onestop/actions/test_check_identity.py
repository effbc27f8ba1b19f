"""Whoever holds the code proves with the applicant's number that they are the applicant; guessing it is stopped."""

from contextlib import suppress
from datetime import datetime

import pytest

from motcua.foundation.people.identity import blind_index
from motcua.foundation.people.rules import IdentityKind
from motcua.services.onestop.actions.check_identity import GUESSES, WINDOW, check_identity
from motcua.services.onestop.models import Dossier, LookupAttempt
from motcua.services.onestop.refusals import TooManyGuesses, WrongNumberGiven
from tests.factories.onestop import NOW, Office, make_dossier

CCCD = "079190012345"


def is_right(dossier: Dossier, number: str, *, now: datetime = NOW) -> bool:
    try:
        check_identity(dossier_id=dossier.pk, number=number, now=now)
    except WrongNumberGiven:
        return False
    return True


@pytest.mark.parametrize("typed", [CCCD, " 079 190 012 345 ", "079.190.012.345"])
def test_the_number_of_the_applicant_is_known_as_people_type_it(office: Office, typed: str) -> None:
    assert is_right(make_dossier(office, identity_number=CCCD), typed)


@pytest.mark.parametrize("typed", ["079190012346", "0901234567", "", "abc", "\x00", "9" * 40])
def test_any_other_number_is_not(office: Office, typed: str) -> None:
    assert not is_right(make_dossier(office, identity_number=CCCD), typed)


def test_the_number_of_another_applicant_opens_nothing(office: Office) -> None:
    make_dossier(office, identity_number="079190054321")
    assert not is_right(make_dossier(office, identity_number=CCCD), "079190054321")


def test_whoever_named_no_paper_is_known_by_the_telephone(office: Office) -> None:
    dossier = make_dossier(office, identity_number="", phone="0901234567")
    assert is_right(dossier, "0901 234 567")
    assert not is_right(dossier, "0901234568")


def test_whoever_named_neither_is_known_by_nothing(office: Office) -> None:
    dossier = make_dossier(office, identity_number="", phone="")
    assert not any(is_right(dossier, typed) for typed in ("", "0901234567", CCCD))


def test_a_number_the_person_had_before_counts_too(office: Office) -> None:
    dossier = make_dossier(office, identity_number=CCCD)
    person = dossier.applicant
    person.former_identities.create(
        identity_kind="cmnd",
        identity_cipher=b"x" * 40,
        identity_index=blind_index(IdentityKind.CMND, "023456789"),
        recorded_at=NOW,
    )
    assert is_right(dossier, "023456789")
    assert not is_right(dossier, "023456788")


def test_guessing_ends_even_with_the_right_number_until_the_hour_is_over(office: Office) -> None:
    dossier, other = make_dossier(office, identity_number=CCCD), make_dossier(office, identity_number=CCCD)
    for _guess in range(GUESSES):
        assert not is_right(dossier, "079190012346")
    with pytest.raises(TooManyGuesses):
        is_right(dossier, CCCD)
    assert is_right(other, CCCD)
    assert is_right(dossier, CCCD, now=NOW + WINDOW)


def test_a_right_number_forgets_the_slips_before_it(office: Office) -> None:
    dossier = make_dossier(office, identity_number=CCCD)
    for _visit in range(3):
        for _slip in range(GUESSES - 1):
            assert not is_right(dossier, "079190012346")
        assert is_right(dossier, CCCD)
    assert not LookupAttempt.objects.exists()


def test_what_is_counted_names_neither_dossier_nor_number(office: Office) -> None:
    dossier = make_dossier(office, identity_number=CCCD)
    with suppress(WrongNumberGiven):
        check_identity(dossier_id=dossier.pk, number="079190012346", now=NOW)
    row = LookupAttempt.objects.get()
    assert row.count == 1
    assert len(bytes(row.address_hash)) == 32
