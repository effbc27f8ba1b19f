"""Close the official books of the years that are over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.registers.models import Book
from motcua.foundation.worktime.clock import ZONE


def close_books(*, by: Actor, now: datetime) -> int:
    """Close every open book of an earlier year than that of `now`, with its last number; return how many.

    Books are closed on 31 December (Nghị định 23/2015/NĐ-CP and the circulars on office work); done again, it finds
    nothing to do.
    """
    year = now.astimezone(ZONE).year
    with transaction.atomic():
        books = Book.objects.select_for_update().filter(year__lt=year, closed_at=None).order_by("unit_id", "pk")
        for book in books:
            last = book.entries.aggregate(last=Max("number"))["last"]
            Book.objects.filter(pk=book.pk).update(closed_at=now, last_number=last or 0)
            target = ("book", str(book.pk))
            record(actor=by, unit_id=book.unit_id, action="registers.close_book", target=target, now=now)
        return len(books)
