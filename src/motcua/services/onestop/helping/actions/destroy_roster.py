"""Destroy who served at a session of advice, and leave when and where it was and how many came."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import AdviceSession

_GONE = "–"  # the database wants words where a session was cancelled


@transaction.atomic
def destroy_roster(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Empty the roster of a session and return True; False when it is empty already.

    The line of the register says when; the journal tells of the whole night.
    """
    del by, now
    session = AdviceSession.objects.select_for_update().filter(pk=int(record_id)).first()
    if session is None or not session.serving.exists():
        return False
    session.serving.clear()
    if session.reason:
        session.reason = _GONE
        session.save(update_fields=["reason"])
    return True
