"""Say what came of an adoption."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.lock import in_hand
from motcua.replication.adoption.models import Adoption, Verdict
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.needs import words_given
from motcua.replication.adoption.states import Action


@transaction.atomic
def assess_adoption(
    *,
    adoption_id: int,
    verdict: Verdict,
    words: str,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Adoption:
    """Return the assessed adoption, which goes on running; a later assessment stands beside the earlier ones.

    The figures are those of live use and are not asked for. Needs the leader or the coordinator of the unit. Raises
    Adoption.DoesNotExist, NotAllowed, Conflict, NotNow, AdoptionRefused without words.
    """
    adoption = in_hand(Action.ASSESS, adoption_id=adoption_id, by=by, now=now, expected_version=expected_version)
    move = Move(Action.ASSESS, State.ASSESSED, reason=words_given(words), payload={"verdict": verdict})
    change_state(adoption, move, by=by, now=now)
    return adoption
