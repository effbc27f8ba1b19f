"""A person is recorded once a number; blanks leave alone what is known; the journal holds no personal data."""

import json
import threading
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.people.actions.record_person import PersonRefused, record_person
from motcua.foundation.people.identity import blind_index
from motcua.foundation.people.models import FormerIdentity, Person, PersonKind
from motcua.foundation.people.rules import IdentityKind, WrongNumber
from tests.factories.people import MORNING, make_cccd, make_person

pytestmark = pytest.mark.django_db


def test_a_citizen_is_kept_with_a_sealed_number(now: datetime) -> None:
    person = record_person(
        kind=PersonKind.CITIZEN,
        full_name=" Nguyễn  Văn An ",
        identity_kind=IdentityKind.CCCD,
        identity_number="079 090 001 234",
        birth_date=date(1990, 3, 2),
        sex="male",
        phone="+84 901 234 567",
        email="an@vidu.vn",
        address={"street": "12 Ấp Bắc"},
        by=Actor.citizen(),
        now=now,
    )
    person.refresh_from_db()
    assert (person.full_name, person.birth_date, person.phone) == ("Nguyễn Văn An", "1990-03-02", "0901234567")
    assert (person.identity_number, person.masked_identity) == ("079090001234", "••••••••1234")
    assert b"079090001234" not in bytes(person.identity_cipher or b"")
    assert person.address == {"street": "12 Ấp Bắc"}
    assert (person.search_key, person.created_at) == ("nguyen van an", now)


def test_the_same_number_leads_to_the_same_row() -> None:
    first = make_person("Nguyễn Văn An", identity_number="079090001234")
    again = make_person("Nguyễn Văn An", identity_number="079.090.001.234")
    assert again.pk == first.pk
    assert Person.objects.count() == 1


def test_what_is_given_replaces_and_what_is_blank_leaves_alone() -> None:
    number = make_cccd(7)
    make_person("Nguyễn Văn An", identity_number=number, email="an@vidu.vn", birth_date="1990")
    person = make_person("Nguyễn Văn Ân", identity_number=number, phone="0912345678", email="", birth_date=None)
    person.refresh_from_db()
    assert (person.full_name, person.phone) == ("Nguyễn Văn Ân", "0912345678")
    assert (person.email, person.birth_date) == ("an@vidu.vn", "1990")
    assert person.search_key == "nguyen van an"


def test_what_nobody_saw_proved_changes_nothing_of_a_person_whom_somebody_saw() -> None:
    number = make_cccd(7)
    make_person("Nguyễn Thị Hoa", identity_number=number, phone="0912345678")
    strange = {"phone": "0987000111", "email": "x@vidu.vn", "identity_number": number, "is_proved": False}
    for name in ("Kẻ Mạo Danh", "Nguyễn Thị Hoá", "NGUYEN THI HOA"):
        make_person(name, **strange)
    person = Person.objects.get()
    assert (person.full_name, person.phone) == ("Nguyễn Thị Hoa", "0912345678")
    assert person.email != "x@vidu.vn"


def test_whoever_types_a_number_first_does_not_own_it() -> None:
    number = make_cccd(7)
    make_person("Kẻ Mạo Danh", identity_number=number, phone="0987000111", is_proved=False)
    later = make_person("Nguyễn Văn An", identity_number=number, phone="0912345678", is_proved=False)
    assert (later.full_name, later.phone, later.seen_at) == ("Nguyễn Văn An", "0912345678", None)
    seen = make_person("Nguyễn Văn Ân", identity_number=number, phone="0912345678")
    assert seen.seen_at is not None
    assert make_person("Kẻ Mạo Danh", identity_number=number, is_proved=False).full_name == "Nguyễn Văn Ân"


def test_people_without_a_number_are_never_merged() -> None:
    make_person("Lê Thị Bé", identity_kind=None, identity_number=None)
    make_person("Lê Thị Bé", identity_kind=None, identity_number=None)
    assert Person.objects.count() == 2
    assert set(Person.objects.values_list("identity_kind", "identity_index")) == {("", None)}


def test_an_organisation_is_known_by_its_tax_code() -> None:
    company = make_person(
        "Công ty TNHH Ấp Bắc",
        kind=PersonKind.ORGANISATION,
        identity_kind=IdentityKind.TAX_CODE,
        identity_number="0100047516",
    )
    assert (company.kind, company.identity_number) == ("organisation", "0100047516")


def test_former_numbers_are_kept_once() -> None:
    number = make_cccd(1)
    for _time in range(2):
        make_person(identity_number=number, former_numbers={IdentityKind.CMND: "023456789"})
    assert FormerIdentity.objects.count() == 1


def test_the_journal_names_fields_and_never_their_content() -> None:
    number = make_cccd(1)
    make_person("Nguyễn Văn An", identity_number=number, phone="0901234567")
    make_person("Nguyễn Văn An", identity_number=number, phone="0912345678")
    make_person("Nguyễn Văn An", identity_number=number, phone="0912345678")
    entries = list(AuditEntry.objects.order_by("seq"))
    assert [entry.action for entry in entries] == ["people.record_person", "people.update_person"]
    assert entries[1].detail["changed"] == ["phone"]
    written = json.dumps([entry.detail for entry in entries], ensure_ascii=False)
    assert not any(secret in written for secret in (number, "0901234567", "0912345678", "Nguyễn"))


@pytest.mark.parametrize("changes", [{"identity_number": "079090"}, {"phone": "12345"}])
def test_a_wrong_number_is_refused_and_nothing_is_kept(changes: dict[str, str]) -> None:
    with pytest.raises(WrongNumber):
        make_person(**changes)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(("name", "code"), [("  ", "name_missing"), ("An " * 70, "name_long")])
def test_a_person_needs_a_name_of_reasonable_length(name: str, code: str) -> None:
    with pytest.raises(PersonRefused) as refusal:
        make_person(name)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": ""},
        {"identity_kind": "cccd"},
        {"identity_index": b"short", "identity_cipher": b"x", "identity_kind": "cccd"},
        {"birth_date": "02/03/1990"},
    ],
)
def test_the_database_refuses_half_a_person(changes: dict[str, object]) -> None:
    row = {"kind": "citizen", "full_name": "An", "created_at": MORNING, "updated_at": MORNING} | changes
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(**row)


@pytest.mark.django_db(transaction=True)
def test_two_counters_recording_one_person_at_once_make_one_row() -> None:
    barrier = threading.Barrier(4)
    found: list[int] = []

    def counter() -> None:
        barrier.wait()
        found.append(make_person("Nguyễn Văn An", identity_number="079090001234").pk)
        connection.close()

    threads = [threading.Thread(target=counter) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_unique_number_two_counters_would_make_two_rows() -> None:
    """The control: the guard is the database's constraint, not luck."""
    row = {
        "kind": "citizen",
        "full_name": "An",
        "identity_kind": "cccd",
        "identity_cipher": b"x",
        "identity_index": blind_index(IdentityKind.CCCD, "079090001234"),
        "created_at": MORNING,
        "updated_at": MORNING,
    }
    constraint = next(one for one in Person._meta.constraints if one.name == "people_one_person_a_number")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Person, constraint)
    try:
        Person.objects.bulk_create([Person(**row), Person(**row)], ignore_conflicts=True)
        assert Person.objects.count() == 2
    finally:
        Person.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Person, constraint)
