"""Take cash at the counter and write the receipt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.access import CASHIERS, require_in
from motcua.foundation.payments.models import CashReceipt, Channel, Charge, ReceiptBook
from motcua.foundation.payments.record import locked_charge, receive
from motcua.foundation.payments.refusals import BookFull, NotPayable, PaymentRefused
from motcua.foundation.payments.states import Act
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff


@transaction.atomic
def take_cash(*, code: str, amount: int, nonce: str, by: Staff, now: datetime) -> CashReceipt:
    """Return the receipt for `amount` đồng in cash: the next number of the unit's book, without gaps.

    `nonce` comes with the form: sent twice, it finds the receipt of the first. Cash is counted before it is taken, so
    never more than what is still owed. Needs the counter of the unit. Raises Charge.DoesNotExist, NotAllowed,
    NotPayable, BookFull, PaymentRefused for an amount that is not owed.
    """
    charge = locked_charge(Charge.objects.visible_to(roles_of(by, now)), code=code)
    require_in(charge.unit_id, *CASHIERS, by=by, now=now)
    known = CashReceipt.objects.select_related("book", "payment")
    if taken := known.filter(payment__channel=Channel.CASH, payment__reference=nonce, payment__charge=charge).first():
        return taken
    if Act.TAKE_CASH not in charge.row.allows:
        raise NotPayable
    if not 0 < amount <= charge.remaining:
        raise PaymentRefused(
            "cash_amount", _("Số tiền thu phải lớn hơn 0 và không quá số còn phải nộp. Chưa thu gì: hãy xem lại.")
        )
    book = _open_book(charge.unit_id)
    actor = by.as_actor()
    number = book.first_number - 1 + issue_number(series=series_of(book), now=now, about=f"payments.charge:{charge.pk}")
    if number > book.last_number:
        raise BookFull
    payment = receive(charge, channel=Channel.CASH, amount=amount, reference=nonce, paid_at=now, by=actor, now=now)
    if number == book.last_number:
        ReceiptBook.objects.filter(pk=book.pk).update(closed_at=now)
    return CashReceipt.objects.create(payment=payment, book=book, number=number, issued_at=now, cashier_name=actor.name)


def series_of(book: ReceiptBook) -> SeriesKey:
    """Return the run of numbers of a book."""
    return SeriesKey(book.unit_id, f"receipt_book.{book.pk}", "")


def _open_book(unit_id: int) -> ReceiptBook:
    """Return the unit's book in use, held until the receipt is written: whoever comes second waits here."""
    book = ReceiptBook.objects.select_for_update().filter(unit=unit_id, closed_at__isnull=True).first()
    if book is None:
        raise BookFull
    return book
