"""Official books to take along: the same lines as on their page, as a workbook and as paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.documents import book_files
from motcua.foundation.registers.access import READERS, readable_books, sight_of
from motcua.foundation.registers.actions.note_book_read import note_book_read
from motcua.foundation.registers.models import Book
from motcua.foundation.units.web.staff_only import StaffRequest, for_what_was_taken_over, require_role


@require_safe
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def book_as_xlsx(request: StaffRequest, book_id: int) -> HttpResponse:
    """`/can-bo/so/<id>/so.xlsx`."""
    book = _book(request, book_id)
    note_book_read(book=book, how="xlsx", by=request.staff, now=request.now)
    return _sent(book_files.book_xlsx(_table(request, book)), book_files.XLSX, _name(book, "xlsx"))


@require_safe
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def book_as_pdf(request: StaffRequest, book_id: int) -> HttpResponse:
    """`/can-bo/so/<id>/so.pdf`."""
    book = _book(request, book_id)
    note_book_read(book=book, how="pdf", by=request.staff, now=request.now)
    content = book_files.book_pdf(_table(request, book), now=request.now)
    return _sent(content, "application/pdf", _name(book, "pdf"))


def _book(request: StaffRequest, book_id: int) -> Book:
    return get_object_or_404(readable_books(request.roles).select_related("definition"), pk=book_id)


def _table(request: StaffRequest, book: Book) -> book_files.BookTable:
    return book_files.book_table(book, sight=sight_of(request.roles, book))


def _name(book: Book, ending: str) -> str:
    return f"so-{book.code}-{book.year}-{book.volume}.{ending}"


def _sent(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
