"""Let the clock of a dossier run again: what it stood still for is over."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import change_state
from motcua.services.onestop.holds import released_move
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import evidence_given
from motcua.services.onestop.states import Action


@transaction.atomic
def resume_clock(
    *, dossier_id: int, evidence: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, back where it was, its due times moved by the pause.

    `evidence` names what shows that the cause is over (the record of the posting, the agency's answer). Needs the
    counter, a specialist or a leader of the office where it lies. Raises Dossier.DoesNotExist, NotAllowed, NotNow,
    Conflict, NeedMissing.
    """
    dossier, _roles = in_hand(Action.RESUME, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    move = released_move(dossier, evidence=evidence_given(evidence), now=now)
    change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
