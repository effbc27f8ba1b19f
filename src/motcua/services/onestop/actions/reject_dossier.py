"""Refuse to receive a dossier (Mẫu 03)."""

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
def reject_dossier(
    *,
    dossier_id: int,
    reason: str,
    legal_ground: str,
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
) -> Dossier:
    """Return the refused dossier; the applicant gets reason and legal ground in a letter and at the look-up.

    Only what has not been accepted can be refused at the counter; later a leader decides or stops. Needs a
    receptionist of the receiving unit. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing,
    DossierRefused for a reason that says who the applicant is.
    """
    dossier, _roles = in_hand(Action.REJECT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if dossier.accepted_at is not None:
        raise NotNow
    payload = {"reason": reason_given(reason), "legal_ground": legal_ground_given(legal_ground)}
    refuse_personal_data(dossier, list(payload.values()))
    number = letter_number(dossier, "refusal", now=now)
    change_state(
        dossier,
        Move(Action.REJECT, State.REJECTED, sets={"holder_id": None}, payload={**payload, "number": number}),
        by=by.as_actor(),
        now=now,
    )
    return dossier
