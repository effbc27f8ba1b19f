"""The one writer of what came and went: append the payment or refund, fold it into the charge, write the journal."""

from datetime import datetime

from django.db.models import QuerySet

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments import jobs
from motcua.foundation.payments.day import booking_day
from motcua.foundation.payments.models import Channel, Charge, Payment, Refund, RefundState
from motcua.foundation.payments.refusals import NotPayable
from motcua.foundation.payments.states import Act, state_of


def locked_charge(charges: QuerySet[Charge], **asked: object) -> Charge:
    """Return one charge, locked until the transaction ends; raise Charge.DoesNotExist."""
    return charges.select_for_update(of=("self",)).get(**asked)


def receive(
    charge: Charge,
    *,
    channel: Channel,
    amount: int,
    reference: str,
    paid_at: datetime,
    by: Actor,
    now: datetime,
    round_code: str = "",
) -> Payment:
    """Book money that came in for a locked charge and return the payment.

    `reference` makes it one; whoever may come twice has looked for it before. Whoever waits for the charge is told by
    a job of this transaction. Raises NotPayable for a charge that is waived.
    """
    if Act.RECEIVE not in charge.row.allows:
        raise NotPayable(charge.row.text)
    payment = Payment.objects.create(
        charge=charge,
        unit_id=charge.unit_id,
        channel=channel,
        amount=amount,
        reference=reference,
        day=booking_day(charge.unit_id, now),
        paid_at=paid_at,
        recorded_at=now,
        recorded_by_name=by.name,
        recorded_by_id=by.staff_id,
        round_code=round_code,
    )
    was_settled = charge.row.settles
    charge.received += amount
    _fold(charge)
    if charge.row.settles and not was_settled and charge.cancelled_at is None:
        jobs.tell_settled.defer(charge_id=charge.pk)
    note("receive", charge, by=by, now=now, detail={"amount": amount, "channel": str(channel), "payment": payment.pk})
    return payment


def give_back(charge: Charge, refund: Refund, *, by: Actor, now: datetime) -> None:
    """Fold a refund that is done into its locked charge."""
    charge.refunded += refund.amount
    _fold(charge)
    note("refund", charge, by=by, now=now, detail={"amount": refund.amount, "refund": refund.pk})


def answer_refund(refund_id: int, *, is_done: bool, answer: str, by: Actor, now: datetime) -> Refund:
    """Return the refund with its outcome, inside the caller's transaction; one that is answered already stays so."""
    charge = locked_charge(Charge.objects.all(), refunds=refund_id)
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if refund.state != RefundState.ASKED:
        return refund
    refund.state = RefundState.DONE if is_done else RefundState.FAILED
    refund.answered_at, refund.answer = now, answer[:200]
    refund.day = booking_day(charge.unit_id, now)
    refund.save(update_fields=["state", "answered_at", "answer", "day"])
    if is_done:
        give_back(charge, refund, by=by, now=now)
    else:
        note("refuse_refund", charge, by=by, now=now, detail={"refund": refund.pk, "answer": refund.answer})
    return refund


def note(act: str, charge: Charge, *, by: Actor, now: datetime, detail: dict[str, int | str]) -> None:
    """Write an act with a charge into the journal of its unit."""
    journal.record(
        actor=by,
        unit_id=charge.unit_id,
        action=f"payments.{act}",
        target=("charge", str(charge.pk)),
        now=now,
        detail={"code": charge.code, "state": charge.state, **detail},
    )


def _fold(charge: Charge) -> None:
    charge.state = state_of(
        amount=charge.amount,
        received=charge.received,
        refunded=charge.refunded,
        is_cancelled=charge.cancelled_at is not None,
    )
    charge.save(update_fields=["received", "refunded", "state", "cancelled_at", "cancelled_by_name", "cancel_reason"])


def cancel(charge: Charge, *, reason: str, by: Actor, now: datetime) -> None:
    """Let a locked charge fall away; what has come in for it is to be given back."""
    charge.cancelled_at, charge.cancelled_by_name, charge.cancel_reason = now, by.name, reason
    _fold(charge)
    note("cancel", charge, by=by, now=now, detail={})
