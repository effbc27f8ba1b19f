"""Ask the citizen, at their own telephone or e-mail, whether something may be added to the dossier filed for them."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.helping.own_code import send_own_code
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.states import State


@transaction.atomic
def ask_citizen(*, dossier_id: int, now: datetime) -> Dossier:
    """Return the dossier with a code on its way to its applicant; asked for by whoever holds the look-up code.

    Raises Dossier.DoesNotExist, NotNow unless papers are awaited of a dossier that was filed with help, NoOwnContact,
    TooManyOwnCodes.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if dossier.state != State.AWAITING_SUPPLEMENT or not dossier.is_helped:
        raise NotNow
    send_own_code(dossier, now=now)
    journal.record(
        actor=Actor.citizen(),
        unit_id=dossier.receiving_unit_id,
        action="onestop.own_code_sent",
        target=("dossier", str(dossier.pk)),
        now=now,
        detail={"code": dossier.code},
    )
    return dossier
