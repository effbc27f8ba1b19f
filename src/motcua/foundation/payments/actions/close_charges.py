"""Let fall away what is still to be paid for a thing that has ended, or whose payment was proved another way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.record import cancel
from motcua.foundation.payments.states import State

LONGEST_REASON = 300
_OWED = (State.OPEN, State.PART_PAID)


@transaction.atomic
def close_charges(
    *, kind: str, target_id: str, reason: str, by: Actor, now: datetime, code: str = ""
) -> tuple[Charge, ...]:
    """Return the charges for one thing that were still owed, now cancelled with `reason`; only `code` when it is given.

    A service calls it in the transaction that ends the thing, and has asked who may. The links take nothing any more;
    money that comes all the same, and what was paid in part, stands as to be given back. What is paid stays paid.
    """
    owed = Charge.objects.about(kind, target_id).filter(state__in=_OWED, cancelled_at=None)
    if code:
        owed = owed.filter(code=code)
    closed = tuple(owed.order_by("unit", "pk").select_for_update(of=("self",)))
    for charge in closed:
        cancel(charge, reason=reason[:LONGEST_REASON], by=by, now=now)
    return closed
