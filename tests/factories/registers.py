"""Numbers and books for tests."""

from collections.abc import Mapping
from datetime import date, datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.registers.actions.enter_in_book import enter_in_book
from motcua.foundation.registers.models import BookEntry, CodePattern
from motcua.foundation.registers.reference import load_registers
from motcua.foundation.worktime.clock import ZONE

CLERK = Actor.system("Văn thư thử")


def make_books() -> None:
    """Load the book forms and code patterns that come with the platform."""
    load_registers(datetime(2018, 1, 1, tzinfo=ZONE))


def make_pattern(pattern: str, *, unit_id: int | None, valid_from: date = date(2018, 1, 1)) -> CodePattern:
    """Return a stored pattern of dossier codes."""
    return CodePattern.objects.create(
        unit_id=unit_id, pattern=pattern, valid_from=valid_from, document="Quyết định thử 3/QĐ"
    )


def make_line(
    *, unit_id: int, now: datetime, book: str = "dossiers", columns: Mapping[str, str] | None = None
) -> BookEntry:
    """Return a line entered in the unit's book of dossiers."""
    return enter_in_book(book=book, unit_id=unit_id, now=now, by=CLERK, columns=columns or {"applicant": "Lê Văn Tám"})
