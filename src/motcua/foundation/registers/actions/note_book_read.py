"""Write down that somebody read an official book, whose lines name people."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.registers.models import Book
from motcua.foundation.units.models import Staff


@transaction.atomic
def note_book_read(*, book: Book, how: str, after: int = 0, by: Staff, now: datetime) -> None:
    """Write it into the journal of the book's unit: `how` is page, print, xlsx or pdf, from the line after `after` on.

    A book names many people and is tied to none, so this is no `Reading`. The caller has checked that it is in reach.
    """
    journal.record(
        actor=by.as_actor(),
        unit_id=book.unit_id,
        action="registers.read_book",
        target=("book", str(book.pk)),
        now=now,
        detail={"how": how, "after": after},
    )
