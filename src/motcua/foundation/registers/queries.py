"""What can be asked of the books?"""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.foundation.registers.masks import Sight, masked
from motcua.foundation.registers.models import Book, BookAmendment, BookEntry

PAGE_LINES = 50


@dataclass(frozen=True)
class BookPage:
    """Lines of a book in the order of their numbers; `next_after` continues, None on the last page."""

    lines: Sequence[BookEntry]
    next_after: int | None


def book_page(book: Book, *, after: int = 0, lines: int = PAGE_LINES) -> BookPage:
    """Return the lines that follow number `after`, in two queries however long the book is."""
    found = list(book.entries.filter(number__gt=after).order_by("number").prefetch_related("amendments")[: lines + 1])
    shown = found[:lines]
    return BookPage(shown, shown[-1].number if len(found) > lines else None)


def line_of(entry: BookEntry) -> dict[str, str]:
    """Return the columns of a line as they stand now: completed and corrected, later amendments first."""
    line = dict(entry.columns)
    for amendment in sorted(entry.amendments.all(), key=lambda each: each.pk):
        line.update(amendment.columns)
    return line


def line_shown(entry: BookEntry, book: Book, *, sight: Sight) -> dict[str, str]:
    """Return the columns of a line as they stand now, as readers who see this much see them."""
    return masked(book.code, line_of(entry), sight)


def corrections_of(entry: BookEntry) -> list[BookAmendment]:
    """Return the corrections of a line, oldest first."""
    kind = BookAmendment.Kind.CORRECTION
    return sorted((each for each in entry.amendments.all() if each.kind == kind), key=lambda each: each.pk)
