"""A charge of a dossier has been paid, or has fallen away: when the clock waited for this very charge, it runs again.

Only a duty to pay stops the clock (`clock_rules`, cause payment). Once the charge is cancelled there is none, and the
time is the office's own again until it asks anew.
"""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.settled import Dropped, Settled
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.end_payment import end_payment
from motcua.services.onestop.charges import awaited_charge
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.result_fees import charged_for, follow_fee, lines_in_hand
from motcua.services.onestop.states import State


@transaction.atomic
def go_on_when_paid(settled: Settled, now: datetime) -> None:
    """Confirm the payment that the dossier waits for; told twice, or about another charge, nothing happens.

    A dossier may wait for a notice of the tax office while the fee of the counter is paid: that ends no waiting.
    """
    if _waits_for(_held(settled.target_id), settled.code):
        confirm_payment(dossier_id=int(settled.target_id), by=Actor.system(), evidence=settled.evidence, now=now)


@transaction.atomic
def go_on_when_dropped(dropped: Dropped, now: datetime) -> None:
    """Let the clock run again that stood still for a charge which was cancelled; told twice, nothing happens.

    Where the result is signed nothing waits, and the fee in its book follows.
    """
    dossier = _held(dropped.target_id)
    if _waits_for(dossier, dropped.code):
        end_payment(dossier_id=dossier.pk, charge=dropped.code, by=Actor.system(), now=now)
    else:
        follow_fee(lines_in_hand(dossier), charged_for(dossier), code=dropped.code, by=Actor.system(), now=now)


def _held(dossier_id: str) -> Dossier:
    """Return the dossier, locked until the transaction ends."""
    return Dossier.objects.select_for_update().get(pk=int(dossier_id))


def _waits_for(dossier: Dossier, code: str) -> bool:
    """Tell whether the locked dossier waits for this charge."""
    return dossier.state == State.AWAITING_PAYMENT and awaited_charge(dossier) == code
