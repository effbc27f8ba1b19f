"""People are found by any number they have or had, by telephone, and by the beginnings of their names."""

import pytest

from motcua.foundation.people.queries import find_people, person_by_identity
from motcua.foundation.people.rules import IdentityKind, WrongNumber
from tests.factories.people import make_cccd, make_person

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_the_present_number() -> None:
    person = make_person(identity_number=make_cccd(5))
    make_person(identity_number=make_cccd(6))
    assert person_by_identity(IdentityKind.CCCD, f" {make_cccd(5)} ") == person


def test_a_person_is_found_by_a_former_number() -> None:
    person = make_person(former_numbers={IdentityKind.CMND: "023456789"})
    assert person_by_identity(IdentityKind.CMND, "023 456 789") == person


def test_nobody_has_an_unknown_number() -> None:
    assert person_by_identity(IdentityKind.CCCD, make_cccd(9)) is None


def test_a_number_that_cannot_be_is_refused() -> None:
    with pytest.raises(WrongNumber):
        person_by_identity(IdentityKind.CCCD, "079")


@pytest.mark.parametrize("term", ["nguyen an", "ÁN  nguyễn", "Ngu", "079090000001", "0901 234 567", "023456789"])
def test_a_person_is_found_by_name_number_or_telephone(term: str) -> None:
    person = make_person("Nguyễn Văn Án", identity_number=make_cccd(1), former_numbers={IdentityKind.CMND: "023456789"})
    make_person("Trần Thị Bình", phone="0912345678")
    assert find_people(term) == [person]


@pytest.mark.parametrize("term", ["", "  ", "'", "uyen", "nguyen & an:*", "!", "999999"])
def test_a_term_that_means_nobody_finds_nobody(term: str) -> None:
    make_person("Trần Thị Bình")
    assert find_people(term) == []


def test_people_found_are_sorted_by_given_name() -> None:
    for name in ("Nguyễn Đức", "Nguyễn An", "Nguyễn Dũng", "Nguyễn Ánh"):
        make_person(name)
    names = [person.full_name for person in find_people("nguyen")]
    assert names == ["Nguyễn An", "Nguyễn Ánh", "Nguyễn Dũng", "Nguyễn Đức"]
