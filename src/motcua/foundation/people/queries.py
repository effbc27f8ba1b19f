"""Who is it? Finding people by number, telephone or name."""

import hmac
import re

from django.contrib.postgres.search import SearchQuery

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.identity import blind_index
from motcua.foundation.people.models import NAME_WORDS, FormerIdentity, Person
from motcua.foundation.people.rules import IdentityKind, check_identity, check_phone, search_key

MOST_FOUND = 50
_WORD = re.compile(r"[^\W_]+")


def person_by_identity(kind: IdentityKind, number: str) -> Person | None:
    """Return the person with this number, present or former; None when nobody has it. Raises WrongNumber.

    When several people once had a former number, the one who was recorded with it first is returned.
    """
    index = blind_index(kind, check_identity(kind, number))
    present = Person.objects.filter(identity_kind=kind, identity_index=index).first()
    if present is not None:
        return present
    former = FormerIdentity.objects.filter(identity_kind=kind, identity_index=index).select_related("person")
    found = former.order_by("recorded_at", "id").first()
    return found.person if found else None


def has_number(person: Person, text: str) -> bool:
    """Tell whether `text` is a number of this person, present or former, of whatever kind it may be."""
    for kind in IdentityKind:
        try:
            index = blind_index(kind, check_identity(kind, text))
        except Refused:
            continue
        if person.identity_kind == kind and hmac.compare_digest(bytes(person.identity_index or b""), index):
            return True
        if FormerIdentity.objects.filter(person=person, identity_kind=kind, identity_index=index).exists():
            return True
    return False


def find_people(term: str, *, limit: int = MOST_FOUND) -> list[Person]:
    """Return people in whose name every word of `term` begins a word, or whose number or telephone it is.

    They are sorted by given name. Diacritics and case do not count. An empty term finds nobody.
    """
    if found := _by_number(term):
        return found[:limit]
    words = _WORD.findall(search_key(term))
    if not words:
        return []
    wanted = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
    people = Person.objects.annotate(name_words=NAME_WORDS).filter(name_words=wanted)
    return list(people.order_by("sort_key", "id")[:limit])


def people_with_number(term: str) -> list[Person]:
    """Return whom an identity number, present or former, of whatever kind it may be, belongs to."""
    found: dict[int, Person] = {}
    for kind in IdentityKind:
        try:
            person = person_by_identity(kind, term)
        except Refused:
            continue
        if person is not None:
            found[person.pk] = person
    return list(found.values())


def _by_number(term: str) -> list[Person]:
    """Return whom a term that reads as a number of some kind belongs to."""
    found = {person.pk: person for person in people_with_number(term)}
    try:
        phone = check_phone(term)
    except Refused:
        return list(found.values())
    found |= {person.pk: person for person in Person.objects.filter(phone=phone).order_by("sort_key", "id")}
    return list(found.values())
