"""The head of a letter and its symbol (NĐ 30/2020/NĐ-CP, Phụ lục I and III)."""

from datetime import date

from motcua.foundation.documents.letters import Heading
from motcua.foundation.units.models import Kind
from motcua.foundation.units.queries import version_on


def heading_of(unit_id: int, day: date, *, number: str) -> Heading:
    """Return the head of a letter of a unit on `day`: the superior, the unit, number, place."""
    version = version_on(unit_id, day)
    superior = version_on(version.parent_id, day).name if version.parent_id else ""
    return Heading(superior=superior, agency=version.name, number=number, place=version.short_name, day=day)


def symbol_of(unit_id: int, day: date, *, kind: str = "", field: str = "") -> str:
    """Return the symbol behind a number: kind of paper, agency, field of work ("BB-UBND", "UBND-CCHC").

    The short form of an agency is known for people's committees only; others are left out until they name theirs.
    """
    agency = "UBND" if version_on(unit_id, day).unit.kind == Kind.AUTHORITY else ""
    return "-".join(part for part in (kind, agency, field) if part)
