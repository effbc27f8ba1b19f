"""Open a book of receipts for a unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.rules import JSON
from motcua.foundation.payments.access import ARRANGERS
from motcua.foundation.payments.models import ReceiptBook
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.access import actor_of, require_role
from motcua.foundation.units.models import Staff, Unit

LONGEST_BOOK = 100_000


@transaction.atomic
def open_receipt_book(
    *, unit_id: int, symbol: str, first_number: int, last_number: int, by: Staff | Actor, now: datetime
) -> ReceiptBook:
    """Return the unit's new book; the one in use before is closed, its unused numbers stay unused.

    Needs an administrator of the unit. Raises NotAllowed, PaymentRefused for numbers that make no book or that another
    book of this symbol holds.
    """
    require_role(by, unit_id, ARRANGERS, now)
    Unit.objects.select_for_update().get(pk=unit_id)
    named = symbol.strip().upper()
    if not named or not 1 <= first_number <= last_number or last_number - first_number >= LONGEST_BOOK:
        raise PaymentRefused("book", _("Ký hiệu không được trống, số đầu phải từ 1 và không lớn hơn số cuối."))
    same = ReceiptBook.objects.filter(unit=unit_id, symbol=named)
    if same.filter(first_number__lte=last_number, last_number__gte=first_number).exists():
        raise PaymentRefused("book_overlaps", _("Đã có quyển cùng ký hiệu chứa một phần các số này. Chưa mở gì."))
    ReceiptBook.objects.filter(unit=unit_id, closed_at__isnull=True).update(closed_at=now)
    actor = actor_of(by)
    book = ReceiptBook.objects.create(
        unit_id=unit_id,
        symbol=named,
        first_number=first_number,
        last_number=last_number,
        opened_at=now,
        opened_by_id=actor.staff_id,
    )
    detail: dict[str, JSON] = {"symbol": named, "first": first_number, "last": last_number}
    target = ("receipt_book", str(book.pk))
    journal.record(actor=actor, unit_id=unit_id, action="payments.open_book", target=target, now=now, detail=detail)
    return book
