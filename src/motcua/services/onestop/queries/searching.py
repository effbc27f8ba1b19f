"""Which dossiers does a receptionist mean by what they type or scan? Read once, asked of any number of lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.db.models.functions import Right

from motcua.foundation.people.models import NAME_WORDS
from motcua.foundation.people.queries import people_with_number
from motcua.foundation.registers.rules import normalise_code
from motcua.foundation.ui.text import fold
from motcua.foundation.units.queries import identifiers
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.search_terms import (
    SHORTEST_BEGINNING,
    SHORTEST_END,
    code_end_asked,
    parcel_asked,
    phone_asked,
    phone_part_asked,
)
from motcua.services.onestop.tokens import parse, token_hash


@dataclass(frozen=True)
class Search:
    """What was typed: a condition, or words of which each begins a word of the dossier.

    `by_code`: it is the beginning of codes, which a month of a large city may share. Such dossiers are listed by their
    codes, for the index that finds them holds them in that order; to sort all of them by due time, all must be read.
    `one`: the condition of the one dossier that was named by its whole code or its look-up code, if it was.
    """

    condition: Q = field(default_factory=Q)
    words: tuple[str, ...] = ()
    by_code: bool = False
    one: Q | None = None

    def among(self, chosen: QuerySet[Dossier], *, rests: bool | None = None) -> QuerySet[Dossier]:
        """Return those of `chosen` that are meant; `rests` tells which half of the dossiers these are, if it is one."""
        if not self.words:
            return chosen.alias(phone_end=Right("contact_phone", SHORTEST_END)).filter(self.condition)
        named = SearchQuery(" & ".join(f"{word}:*" for word in self.words), search_type="raw", config="simple")
        # what runs and what rests have an index each: where both are meant, both are named
        each = [Q(is_resting=False, found=named), Q(is_resting=True, found=named)]
        found = each[0] | each[1] if rests is None else each[rests]
        return chosen.alias(found=NAME_WORDS).filter(found)


_NOTHING = Search(Q(pk__in=()))


def read_search(term: str) -> Search:
    """Read a term that is not empty. At most a few queries: whose identity number it is.

    A look-up code or the address behind a QR code finds its dossier; a telephone number, an identity number or a land
    parcel ("thửa 12 tờ 5", "thửa 12") finds those it belongs to; some digits alone are the end or the beginning of a
    telephone number, or that of a code; a day and a running number ("261130-0001") are the end of a code of any unit;
    any other term with a digit is the beginning of a dossier code; the rest is words of the applicant's name, each as
    far as it is typed, accents and case aside.
    """
    token = parse(term.rsplit("/", 1)[-1])
    if token is not None:
        named = Q(token_hash=token_hash(token))
        return Search(named, one=named)
    if phone := phone_asked(term):
        return Search(Q(contact_phone=phone))
    if parcel := parcel_asked(term):
        return Search(words=(parcel,))
    if people := people_with_number(term):
        return Search(Q(applicant__in=people))
    if digits := phone_part_asked(term):
        return Search(_phone_part(digits) | Q(code__startswith=digits))
    if end := code_end_asked(term):
        return Search(Q(code__in=[f"{unit}-{end}" for unit in identifiers()]))
    if any(letter.isdecimal() for letter in term):
        code = normalise_code(term)
        return Search(Q(code__startswith=code), by_code=True, one=Q(code=code))
    words = _words(term)
    return Search(words=tuple(words)) if words else _NOTHING


def _phone_part(digits: str) -> Q:
    """Return the condition on the end of a telephone, or its beginning when that is long enough."""
    known = ~Q(contact_phone="")  # said, for the indexes are of what has one
    found = known & Q(phone_end=digits[-SHORTEST_END:], contact_phone__endswith=digits)
    if digits.startswith("0") and len(digits) >= SHORTEST_BEGINNING:
        found |= known & Q(contact_phone__startswith=digits)
    return found


def _words(term: str) -> Sequence[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold(term)).split()
