"""What does somebody type to find a dossier, and under which words is one found? Pure but for the rules of numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.definition import FormDefinition, Kind
from motcua.foundation.people.rules import check_phone
from motcua.foundation.registers.rules import normalise_code
from motcua.foundation.ui.text import fold

_NUMBER = r"(?:dat |so )*([0-9]+[a-z]?)"
_PARCEL = (
    re.compile(rf"\bthua {_NUMBER}\b.*\bto (?:ban do )?{_NUMBER}\b"),
    re.compile(rf"\bto (?:ban do )?{_NUMBER}\b.*\bthua {_NUMBER}\b"),
)
_PARCEL_NUMBER = re.compile(rf"thua {_NUMBER}")
_CODE_END = re.compile(r"[0-9]{6}-[0-9]{4,6}")
_WORDS = re.compile(r"[^0-9a-z]+")
# so few digits of a telephone number stand in so many numbers that nobody would look the list through
SHORTEST_END, SHORTEST_BEGINNING, LONGEST_PART = 4, 6, 9
IDENTITY_DIGITS = 12


def search_key(names: Sequence[str], form: FormDefinition, answers: Mapping[str, Any]) -> str:
    """Return the words under which a dossier is found: the applicant's names, and each land parcel as one word.

    `names`: as the dossier has it, and as the person is known.
    """
    return " ".join([*dict.fromkeys(map(fold, names)), *parcels_in(form, answers)])[:250]


def parcels_in(form: FormDefinition, answers: Mapping[str, Any]) -> Iterator[str]:
    """Return a word for each land parcel of the answers."""
    for key, field in form.by_key.items():
        given = answers.get(key)
        if field.type is Kind.PARCEL and isinstance(given, dict):
            yield _parcel(str(given.get("number", "")), str(given.get("sheet", "")))


def parcel_asked(term: str) -> str:
    """Return the word for a parcel that was typed ("thửa 12, tờ bản đồ số 5"), "" when none was.

    Without its sheet ("thửa 12") the beginning of the words for the parcels of that number on every sheet.
    """
    plain = " ".join(_WORDS.split(fold(term)))
    if found := _PARCEL[0].search(plain):
        return _parcel(found[1], found[2])
    if found := _PARCEL[1].search(plain):
        return _parcel(found[2], found[1])
    if found := _PARCEL_NUMBER.fullmatch(plain):
        return _parcel(found[1], "")
    return ""


def code_end_asked(term: str) -> str:
    """Return the day and running number of a dossier code as people read them out ("261130-0001"), "" for all else."""
    code = normalise_code(term)
    return code if _CODE_END.fullmatch(code) else ""


def phone_part_asked(term: str) -> str:
    """Return the digits of a part of a telephone number that was typed, "" for anything else."""
    digits = "".join(term.split())
    is_part = digits.isascii() and digits.isdigit() and SHORTEST_END <= len(digits) <= LONGEST_PART
    return digits if is_part else ""


def is_part_of_number(term: str, *, is_found: bool) -> bool:
    """Tell whether digits were typed that are too few for an identity number, which is found whole only.

    Ten digits may be a telephone number as well; when something `is_found` by it, it was one.
    """
    digits = "".join(term.split())
    is_short = digits.isascii() and digits.isdigit() and len(digits) < IDENTITY_DIGITS
    return is_short and not (is_found and phone_asked(term))


def phone_asked(term: str) -> str:
    """Return the telephone number that was typed, as it is kept; "" for anything else."""
    try:
        return check_phone(term)
    except Refused:
        return ""


def _parcel(number: str, sheet: str) -> str:
    return f"thua{''.join(_WORDS.split(fold(number)))}to{''.join(_WORDS.split(fold(sheet)))}"
