"""Wait for the applicant to meet a financial obligation: the clock stands still."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.ui.each_language import Said
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import refuse_personal_data
from motcua.services.onestop.own_words import reason_kept
from motcua.services.onestop.states import Action, State


@transaction.atomic
def request_payment(
    *,
    dossier_id: int,
    reason: str | Said,
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
    charge: str = "",
) -> Dossier:
    """Return the dossier, waiting for payment; `reason` names the notice of what is owed and stands at the look-up.

    The time an applicant needs to pay is not counted. `charge` is the code of what is waited for, when it is paid on
    the platform: its payment then ends the waiting. Needs whoever has the present step. Raises Dossier.DoesNotExist,
    NotAllowed, NotNow, HeldByColleague, Conflict, NeedMissing, DossierRefused for words that say who the applicant is.
    """
    dossier, _roles = in_hand(
        Action.REQUEST_PAYMENT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    owed = reason_kept(dossier, reason)
    refuse_personal_data(dossier, [owed["reason"]])
    payload = owed | {"charge": charge} if charge else owed
    move = Move(Action.REQUEST_PAYMENT, State.AWAITING_PAYMENT, payload=payload)
    change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
