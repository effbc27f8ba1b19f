"""Give money back, whole or in part: by somebody who did not take it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments import jobs
from motcua.foundation.payments.access import KEEPERS, require_in, require_other_hand
from motcua.foundation.payments.day import booking_day
from motcua.foundation.payments.models import Channel, Charge, Payment, Refund, RefundState
from motcua.foundation.payments.record import give_back, locked_charge, note
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff


@transaction.atomic
def refund_payment(*, payment_id: int, amount: int, reason: str, nonce: str, by: Staff, now: datetime) -> Refund:
    """Return the refund of `amount` đồng of one payment, the way the money came.

    Cash and transfers are given back now; the gateway is asked by a job after the commit, and the refund waits for its
    answer. `nonce` comes with the form: sent twice, it finds the refund of the first. Never more in all than was paid,
    what is still asked for included. Needs a leader of the unit who did not take the money. Raises
    Payment.DoesNotExist, NotAllowed, PaymentRefused.
    """
    roles = roles_of(by, now)
    found = Payment.objects.filter(charge__in=Charge.objects.visible_to(roles)).get(pk=payment_id)
    charge = locked_charge(Charge.objects.all(), pk=found.charge_id)
    require_in(charge.unit_id, *KEEPERS, by=by, now=now)
    if known := Refund.objects.filter(reference=nonce, payment=found).first():
        return known
    require_other_hand(found, by)
    _check(found, amount, reason)
    is_asked = found.channel == Channel.GATEWAY
    refund = Refund.objects.create(
        payment=found,
        charge=charge,
        unit_id=charge.unit_id,
        channel=back_by(found),
        amount=amount,
        reason=reason.strip(),
        reference=nonce,
        state=RefundState.ASKED if is_asked else RefundState.DONE,
        day=booking_day(charge.unit_id, now),
        asked_at=now,
        asked_by=by,
        answered_at=None if is_asked else now,
    )
    if is_asked:
        note("ask_refund", charge, by=by.as_actor(), now=now, detail={"amount": amount, "refund": refund.pk})
        jobs.send_refund.defer(refund_id=refund.pk)
    else:
        give_back(charge, refund, by=by.as_actor(), now=now)
    return refund


def back_by(payment: Payment) -> Channel:
    """Return by which way money goes back: as it came, and from the till what was taken at a door."""
    came = Channel(payment.channel)
    return Channel.CASH if came is Channel.DOOR else came


def refundable(payment: Payment) -> int:
    """Return how much of a payment can still be given back, in đồng."""
    return payment.amount - sum(one.amount for one in payment.refunds.all() if one.state != RefundState.FAILED)


def _check(payment: Payment, amount: int, reason: str) -> None:
    if not reason.strip():
        raise PaymentRefused("reason", _("Chưa ghi lý do hoàn tiền. Chưa hoàn gì: hãy ghi lý do rồi làm lại."))
    if not 0 < amount <= refundable(payment):
        raise PaymentRefused(
            "refund_amount", _("Số tiền hoàn phải lớn hơn 0 và không quá số đã nộp còn lại. Chưa hoàn gì.")
        )
