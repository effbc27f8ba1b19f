"""The unit's book of receipts: whoever takes cash writes the next number of it, at the counter or at a door."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import CashReceipt, Channel, Charge, ReceiptBook
from motcua.foundation.payments.record import receive
from motcua.foundation.payments.refusals import BookFull, NotPayable, PaymentRefused
from motcua.foundation.payments.states import Act
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey


def take(
    charge: Charge,
    *,
    channel: Channel,
    amount: int,
    reference: str,
    by: Actor,
    now: datetime,
    round_code: str = "",
) -> CashReceipt:
    """Return the receipt for `amount` đồng in cash for a locked charge: the next number of the unit's book, no gaps.

    Cash is counted before it is taken, so never more than what is still owed. Raises NotPayable, BookFull,
    PaymentRefused for an amount that is not owed.
    """
    if Act.TAKE_CASH not in charge.row.allows:
        raise NotPayable(charge.row.text)
    if not 0 < amount <= charge.remaining:
        raise PaymentRefused(
            "cash_amount", _("Số tiền thu phải lớn hơn 0 và không quá số còn phải nộp. Chưa thu gì: hãy xem lại.")
        )
    book = _open_book(charge.unit_id)
    number = book.first_number - 1 + issue_number(series=series_of(book), now=now, about=f"payments.charge:{charge.pk}")
    if number > book.last_number:
        raise BookFull
    payment = receive(
        charge, channel=channel, amount=amount, reference=reference, paid_at=now, by=by, now=now, round_code=round_code
    )
    if number == book.last_number:
        ReceiptBook.objects.filter(pk=book.pk).update(closed_at=now)
    return CashReceipt.objects.create(payment=payment, book=book, number=number, issued_at=now, cashier_name=by.name)


def series_of(book: ReceiptBook) -> SeriesKey:
    """Return the run of numbers of a book."""
    return SeriesKey(book.unit_id, f"receipt_book.{book.pk}", "")


def require_book(unit_id: int) -> None:
    """Raise BookFull unless the unit has a book in use: before somebody is sent out to take cash."""
    if not has_book(unit_id):
        raise BookFull


def has_book(unit_id: int) -> bool:
    """Tell whether the unit has a book in use: without one no cash can be taken."""
    return ReceiptBook.objects.filter(unit=unit_id, closed_at__isnull=True).exists()


def _open_book(unit_id: int) -> ReceiptBook:
    """Return the unit's book in use, held until the receipt is written: whoever comes second waits here."""
    book = ReceiptBook.objects.select_for_update().filter(unit=unit_id, closed_at__isnull=True).first()
    if book is None:
        raise BookFull
    return book
