"""Enter a line in an official book."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.models import Book, BookDefinition, BookEntry
from motcua.foundation.registers.rules import BookRefused, SeriesKey, checked_line, format_code
from motcua.foundation.worktime.clock import ZONE


def enter_in_book(*, book: str, unit_id: int, now: datetime, by: Actor, columns: Mapping[str, str]) -> BookEntry:
    """Add a line to the book `book` of the unit for the Vietnamese year of `now`, and return it with its number.

    Numbers run from 1 to the end of the year without gaps. The first line opens the book; when the form of the book
    changes during a year, the next line closes the volume and opens another in the new form, and the numbers run on.
    Raises BookRefused for an unknown book or column, or when the year's book has been closed.
    """
    day = now.astimezone(ZONE).date()
    definition = BookDefinition.objects.filter(code=book, valid_from__lte=day).order_by("-valid_from").first()
    if definition is None:
        raise BookRefused("no_book", format_lazy(_("Chưa có mẫu sổ “{book}” cho ngày này."), book=book))
    line = checked_line(definition.book_columns(), columns)
    with transaction.atomic():
        number = issue_number(series=SeriesKey(unit_id, f"book.{book}", str(day.year)), now=now)
        volume = _open_volume(definition, unit_id, now, number)
        entry = BookEntry.objects.create(
            book=volume,
            number=number,
            number_text=format_code(definition.number_pattern, unit_code="", day=day, number=number),
            entered_at=now,
            entered_by_name=by.name,
            entered_by_id=by.staff_id,
            columns=line,
        )
        target = ("book_entry", str(entry.pk))
        record(actor=by, unit_id=unit_id, action="registers.enter_in_book", target=target, now=now)
    return entry


def _open_volume(definition: BookDefinition, unit_id: int, now: datetime, number: int) -> Book:
    """Return the open volume of this form. The lock on the series keeps others out while a volume is opened."""
    year = now.astimezone(ZONE).year
    volumes = Book.objects.filter(unit=unit_id, code=definition.code, year=year).order_by("-volume")
    last = volumes.first()
    if last is not None and last.definition_id == definition.pk:
        if last.closed_at is not None:
            raise BookRefused("closed", format_lazy(_("Sổ năm {year} đã khóa, không ghi thêm được."), year=year))
        return last
    if last is not None and last.closed_at is None:
        volumes.filter(pk=last.pk).update(closed_at=now, last_number=number - 1)
    return Book.objects.create(
        definition=definition,
        unit_id=unit_id,
        code=definition.code,
        year=year,
        volume=last.volume + 1 if last else 1,
        opened_at=now,
    )
