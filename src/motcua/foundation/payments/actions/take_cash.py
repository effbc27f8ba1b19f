"""Take cash at the counter and write the receipt."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.payments.access import CASHIERS, require_in
from motcua.foundation.payments.models import CashReceipt, Channel, Charge
from motcua.foundation.payments.receipts import take
from motcua.foundation.payments.record import locked_charge
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
    return take(charge, channel=Channel.CASH, amount=amount, reference=nonce, by=by.as_actor(), now=now)
