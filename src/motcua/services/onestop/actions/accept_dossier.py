"""Accept a dossier at the counter: the legal clock starts."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import acceptance_moments, limits_on
from motcua.services.onestop.lock import in_hand, take_turn
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action, State


@transaction.atomic
def accept_dossier(*, dossier_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Dossier:
    """Return the accepted dossier: entered in the book, its due times set by the limits in force at `now`.

    The authority's commitment gives the due time people are told, the law's limit is kept beside it. Needs a
    receptionist of the receiving unit. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, CalendarMissing.
    """
    dossier, _roles = in_hand(Action.ACCEPT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    take_turn(dossier.receiving_unit_id)
    version = dossier.procedure_version
    limits = limits_on(version, units=(dossier.deciding_unit_id, dossier.receiving_unit_id), now=now)
    first = version.content.steps[0]
    change_state(
        dossier,
        Move(
            Action.ACCEPT,
            State.ACCEPTED,
            step=first.key,
            sets={**acceptance_moments(dossier, limits, now=now), "holder_id": by.pk},
            payload={"limits": limits.as_json()},
        ),
        by=by.as_actor(),
        now=now,
    )
    return dossier
