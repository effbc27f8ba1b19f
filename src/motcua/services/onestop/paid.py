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
from motcua.services.onestop.states import State


@transaction.atomic
def go_on_when_paid(settled: Settled, now: datetime) -> None:
    """Confirm the payment that the dossier waits for; told twice, or about another charge, nothing happens.

    A dossier may wait for a notice of the tax office while the fee of the counter is paid: that ends no waiting.
    """
    if _waits_for(settled.target_id, settled.code):
        confirm_payment(dossier_id=int(settled.target_id), by=Actor.system(), evidence=settled.evidence, now=now)


@transaction.atomic
def go_on_when_dropped(dropped: Dropped, now: datetime) -> None:
    """Let the clock run again that stood still for a charge which was cancelled; told twice, nothing happens."""
    if _waits_for(dropped.target_id, dropped.code):
        end_payment(dossier_id=int(dropped.target_id), charge=dropped.code, by=Actor.system(), now=now)


def _waits_for(dossier_id: str, code: str) -> bool:
    """Tell whether the dossier, locked from here on, waits for this charge."""
    dossier = Dossier.objects.select_for_update().get(pk=int(dossier_id))
    return dossier.state == State.AWAITING_PAYMENT and awaited_charge(dossier) == code
