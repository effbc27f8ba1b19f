"""Keep who came: one row a person, found again by the identity number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.identity import blind_index, seal
from motcua.foundation.people.models import LONGEST_NAME, FormerIdentity, Person, PersonKind
from motcua.foundation.people.rules import IdentityKind, check_identity, check_phone, name_sort_key, search_key

CONTACT = ("full_name", "birth_date", "sex", "phone", "email", "address")


class PersonRefused(Refused):
    """What was given does not make a person."""


@transaction.atomic
def record_person(
    *,
    kind: PersonKind,
    full_name: str,
    identity_kind: IdentityKind | None = None,
    identity_number: str | None = None,
    former_numbers: Mapping[IdentityKind, str] | None = None,
    birth_date: date | str | None = None,
    sex: str | None = None,
    phone: str = "",
    email: str = "",
    address: dict[str, object] | None = None,
    unit_id: int | None = None,
    is_proved: bool = True,
    by: Actor,
    now: datetime,
) -> Person:
    """Return the person with this identity number, made when new and else brought up to date.

    What is given replaces what was stored; what is blank leaves it alone. `is_proved`: somebody saw who gives it. Else
    anybody may have typed the number: of a person whom somebody saw before nothing changes, so that a warning still
    goes where they could be reached then. Without a number a new row is made each
    time: two people may share a name. `birth_date` is a day or an ISO year, month or day. `former_numbers` keep old
    papers findable. The journal entry goes to the chain of `unit_id`, else of the actor's unit. Raises WrongNumber for
    a number or telephone that cannot be, PersonRefused for a missing or overlong name.
    """
    name = " ".join(full_name.split())
    if not name:
        raise PersonRefused("name_missing", _("Chưa nhập họ và tên."))
    if len(name) > LONGEST_NAME:
        raise PersonRefused("name_long", _("Tên dài quá %(limit)s ký tự.") % {"limit": LONGEST_NAME})
    given: Mapping[str, object] = {
        "full_name": name,
        "birth_date": birth_date.isoformat() if isinstance(birth_date, date) else birth_date or "",
        "sex": sex or "",
        "phone": check_phone(phone) if phone.strip() else "",
        "email": email.strip(),
        "address": address,
        "seen_at": now if is_proved else None,
    }
    if identity_kind is not None and identity_number:
        number = check_identity(identity_kind, identity_number)
        person, is_new = _locked_person(identity_kind, number, kind, given, now)
    else:
        person, is_new = _new_person(kind, given, now), True
        person.save(force_insert=True)
    if person.seen_at is not None and not is_proved:
        return person
    changed = [] if is_new else _update(person, given, now)
    changed += _keep_former_numbers(person, former_numbers or {}, now)
    if is_proved and person.seen_at is None:
        person.seen_at = now
        person.save(update_fields=["seen_at"])
    if is_new or changed:
        _note(person, is_new=is_new, changed=changed, unit_id=unit_id or by.unit_id, by=by, now=now)
    return person


def _locked_person(
    identity_kind: IdentityKind, number: str, kind: PersonKind, given: Mapping[str, object], now: datetime
) -> tuple[Person, bool]:
    """Return the row of the number, locked, and whether it was just made; two at once end with the same row."""
    index = blind_index(identity_kind, number)
    rows = Person.objects.select_for_update().filter(identity_kind=identity_kind, identity_index=index)
    if (person := rows.first()) is not None:
        return person, False
    fresh = _new_person(kind, given, now)
    fresh.identity_kind, fresh.identity_index = identity_kind, index
    fresh.identity_cipher = seal(identity_kind, number)
    Person.objects.bulk_create([fresh], ignore_conflicts=True)
    person = rows.get()
    return person, bytes(person.identity_cipher or b"") == fresh.identity_cipher


def _new_person(kind: PersonKind, given: Mapping[str, object], now: datetime) -> Person:
    """Return an unsaved person."""
    person = Person(kind=kind, created_at=now, updated_at=now, **given)
    _derive_keys(person)
    return person


def _derive_keys(person: Person) -> None:
    """Set what follows from the name."""
    person.sort_key, person.search_key = name_sort_key(person.full_name), search_key(person.full_name)


def _update(person: Person, given: Mapping[str, object], now: datetime) -> list[str]:
    """Write what is given and differs; return the names of those fields."""
    changed = [field for field in CONTACT if given[field] and getattr(person, field) != given[field]]
    for field in changed:
        setattr(person, field, given[field])
    if changed:
        person.updated_at = now
        _derive_keys(person)
        person.save()
    return changed


def _keep_former_numbers(person: Person, numbers: Mapping[IdentityKind, str], now: datetime) -> list[str]:
    """Add the former numbers that are not kept yet; return what was added, by kind."""
    added = []
    for kind, text in numbers.items():
        number = check_identity(kind, text)
        _former, is_new = FormerIdentity.objects.get_or_create(
            person=person,
            identity_kind=kind,
            identity_index=blind_index(kind, number),
            defaults={"identity_cipher": seal(kind, number), "recorded_at": now},
        )
        if is_new:
            added.append(f"former_{kind}")
    return added


def _note(person: Person, *, is_new: bool, changed: list[str], unit_id: int | None, by: Actor, now: datetime) -> None:
    """Write the journal: which fields, never what is in them."""
    record(
        actor=by,
        unit_id=unit_id,
        action="people.record_person" if is_new else "people.update_person",
        target=("person", str(person.pk)),
        now=now,
        detail={"kind": str(person.kind), "identity_kind": str(person.identity_kind), "changed": sorted(changed)},
    )
