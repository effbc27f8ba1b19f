"""Draft the letter that says sorry and names a new day (Mẫu 04), for the leader to sign."""

from datetime import date, datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.ui.each_language import Said
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.delays import limit_until, waiver_for
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import refuse_personal_data
from motcua.services.onestop.own_words import reason_kept
from motcua.services.onestop.states import Action


@transaction.atomic
def draft_apology(
    *,
    dossier_id: int,
    reason: str | Said,
    new_day: date,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Dossier:
    """Return the dossier with a draft that waits for the leader's signature; a later draft takes its place.

    Nothing is told and no due time moves. The platform says its reason in each language, of which the letter takes the
    Vietnamese; it drafts a second letter too, so that the leader is asked for the permission that it lacks. Needs
    whoever has the present step, or the platform. Raises Dossier.DoesNotExist, NotAllowed, NotNow, HeldByColleague,
    Conflict, NeedMissing, DossierRefused for a day that cannot be promised, an official's second draft without the
    leader's permission, or words that say who the applicant is.
    """
    dossier, _roles = in_hand(
        Action.DRAFT_APOLOGY, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    kept = reason_kept(dossier, reason)
    refuse_personal_data(dossier, [kept["reason"]])
    if isinstance(by, Staff):
        waiver_for(dossier, now=now)
    limit_until(new_day, dossier, now=now)
    payload = kept | {"new_day": new_day.isoformat()}
    change_state(dossier, Move(Action.DRAFT_APOLOGY, payload=payload), by=actor_of(by), now=now)
    return dossier
