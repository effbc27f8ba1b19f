"""Pages of the official books: which there are, and the lines of one, to read and to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from motcua.foundation.registers.access import CORRECTORS, READERS, readable_books, sight_of
from motcua.foundation.registers.actions.note_book_read import note_book_read
from motcua.foundation.registers.masks import Sight, has_masks
from motcua.foundation.registers.models import Book
from motcua.foundation.registers.queries import PAGE_LINES, book_page, corrections_of, line_shown
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, for_what_was_taken_over, require_role

PRINTED_LINES = 500
GREATEST = 2**62


@require_safe
@require_role(*READERS)
@for_what_was_taken_over
def books(request: StaffRequest) -> HttpResponse:
    """List the books of the reader's units and of those they took over, newest year first."""
    found = readable_books(request.roles).select_related("definition").order_by("-year", "code", "unit", "volume")[:500]
    names = unit_names({book.unit_id for book in found}, day_of(request.now))
    shown = [(book, title_of(book), names.get(book.unit_id, "")) for book in found]
    return render(request, "registers/books.html", {"books": shown})


@require_safe
@require_role(*READERS)
@for_what_was_taken_over
def book(request: StaffRequest, book_id: int) -> HttpResponse:
    """Show the lines of a book after the number `?sau=`; `?in=1` takes as many as go into a print run."""
    found = get_object_or_404(readable_books(request.roles).select_related("definition"), pk=book_id)
    is_print = request.GET.get("in") == "1"
    after = _after(request)
    page = book_page(found, after=after, lines=PRINTED_LINES if is_print else PAGE_LINES)
    note_book_read(book=found, how="print" if is_print else "page", after=after, by=request.staff, now=request.now)
    columns = found.definition.book_columns()
    sight = sight_of(request.roles, found)
    shown = ((entry, line_shown(entry, found, sight=sight)) for entry in page.lines)
    is_english = translation.get_language() == "en"
    context = {
        "book": found,
        "title": title_of(found),
        "unit_name": unit_names([found.unit_id], day_of(request.now)).get(found.unit_id, ""),
        "labels": [column.label_en if is_english else column.label for column in columns],
        "lines": [(entry, [line[column.key] for column in columns], corrections_of(entry)) for entry, line in shown],
        "next_after": page.next_after,
        "is_print": is_print,
        "may_correct": not is_print and request.roles.has_any(found.unit_id, *CORRECTORS),
        "is_masked": has_masks(found.code, sight),
        "hides_names": sight is Sight.OUTLINE,
    }
    return render(request, "registers/book.html", context)


def title_of(book: Book) -> str:
    """Return the title of the book in the active language."""
    return book.definition.title_en if translation.get_language() == "en" else book.definition.title


def _after(request: StaffRequest) -> int:
    word = request.GET.get("sau", "0")
    if not (word.isascii() and word.isdigit()) or int(word) > GREATEST:
        raise Http404
    return int(word)
