"""Take cash at a door, on a round: the receipt is of the unit's book, the cash stays with the carrier for now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.foundation.payments.access import require_in
from motcua.foundation.payments.models import CashReceipt, Channel, Charge
from motcua.foundation.payments.receipts import take
from motcua.foundation.units.models import Role, Staff

CARRIERS = (Role.VOLUNTEER,)


@transaction.atomic
def take_at_door(*, kind: str, target_id: str, round_code: str, by: Staff, now: datetime) -> tuple[CashReceipt, ...]:
    """Return a receipt for each charge of a thing that is still owed, each taken whole; none when nothing is owed.

    Called in the transaction of the hand-over, by the service that knows who stands at the door. Needs a volunteer of
    the unit that collects. Raises NotAllowed, BookFull.
    """
    receipts = []
    # locked before it is looked at: it may be paid online while the door is opened
    charges = Charge.objects.filter(target_kind=kind, target_id=target_id).order_by("pk")
    for charge in charges.select_for_update(of=("self",)):
        if charge.remaining:
            require_in(charge.unit_id, *CARRIERS, by=by, now=now)
            receipts.append(
                take(
                    charge,
                    channel=Channel.DOOR,
                    amount=charge.remaining,
                    reference=f"{round_code}:{charge.code}",
                    by=by.as_actor(),
                    now=now,
                    round_code=round_code,
                )
            )
    return tuple(receipts)
