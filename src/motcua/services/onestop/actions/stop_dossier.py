"""Stop working on a dossier that cannot be settled (Mẫu 05 TT 03/2025/TT-VPCP)."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.letter_numbers import letter_number
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import legal_ground_given, reason_given, refuse_personal_data
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.states import Action, State


@transaction.atomic
def stop_dossier(
    *, dossier_id: int, reason: str, legal_ground: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the stopped dossier, as when what was asked for never came. Needs a leader of the deciding unit.

    What has not been accepted is refused, not stopped. Reason and legal ground are shown at the look-up. Raises
    Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing, DossierRefused for a reason that says who the
    applicant is.
    """
    dossier, _roles = in_hand(Action.STOP, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if dossier.accepted_at is None:
        raise NotNow
    payload = {"reason": reason_given(reason), "legal_ground": legal_ground_given(legal_ground)}
    refuse_personal_data(dossier, list(payload.values()))
    payload["number"] = letter_number(dossier, "stop", now=now)
    move = Move(Action.STOP, State.STOPPED, sets={"holder_id": None}, payload=payload)
    change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
