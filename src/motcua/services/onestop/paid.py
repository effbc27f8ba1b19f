"""A charge of a dossier has been paid: when the clock waited for this very charge, it runs again."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.settled import Settled
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action, State


@transaction.atomic
def go_on_when_paid(settled: Settled, now: datetime) -> None:
    """Confirm the payment that the dossier waits for; told twice, or about another charge, nothing happens.

    A dossier may wait for a notice of the tax office while the fee of the counter is paid: that ends no waiting.
    """
    dossier = Dossier.objects.select_for_update().get(pk=int(settled.target_id))
    if dossier.state != State.AWAITING_PAYMENT:
        return
    request = dossier.events.filter(kind=Action.REQUEST_PAYMENT).order_by("-seq").first()
    if request is not None and request.payload.get("charge") == settled.code:
        confirm_payment(dossier_id=dossier.pk, by=Actor.system(), evidence=settled.evidence, now=now)
