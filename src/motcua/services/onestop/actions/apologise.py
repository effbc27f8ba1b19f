"""Say sorry for a delay and name a new day (Mẫu 04): the leader signs, and the new day is told everywhere."""

from datetime import date, datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import Delay, counted_moments, course_of, limit_json
from motcua.services.onestop.delays import limit_until, waiver_for
from motcua.services.onestop.letter_numbers import letter_number
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import refuse_personal_data
from motcua.services.onestop.own_words import reason_kept
from motcua.services.onestop.states import Action


@transaction.atomic
def apologise(
    *, dossier_id: int, reason: str, new_day: date, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, whose result is now promised for the close of `new_day`.

    The letter is numbered and issued after the commit. The limit of the law and the commitment stay: a delay that was
    told is still a delay. A second new day needs a leader's permission (`allow_delay`). Needs a leader of the deciding
    unit. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing, DossierRefused for a day that cannot
    be promised, a second delay without permission, or words that say who the applicant is.
    """
    dossier, _roles = in_hand(
        Action.APOLOGISE, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    kept = reason_kept(dossier, reason)
    refuse_personal_data(dossier, [kept["reason"]])
    waiver = waiver_for(dossier, now=now)
    limit = limit_until(new_day, dossier, now=now)
    promised = dossier.next_due_at
    course = course_of(dossier, until=now)._replace(delay=Delay(now, limit))
    payload = kept | {
        "limit": limit_json(limit),
        "promised": promised.isoformat(),
        "waiver": waiver,
        "number": letter_number(dossier, "apology", now=now),
    }
    move = Move(Action.APOLOGISE, sets=counted_moments(dossier, course, now=now), payload=payload)
    change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
