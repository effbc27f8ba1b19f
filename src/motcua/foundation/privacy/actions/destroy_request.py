"""Destroy what a request about personal data tells of the person, and leave when it came and how it was answered."""

from datetime import datetime

import pgtrigger
from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.people.forgetting import forget_person
from motcua.foundation.people.placeholder import nobody
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.privacy.notices import ABOUT, WORK
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff

_GONE = "–"  # the database wants words in an answer


@transaction.atomic
def destroy_request(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Destroy an answered request and return True; False when it waits for its answer, or is gone already.

    Its words, the code, the messages about it and whose it was go; so does the record of a person whom nothing else
    needs. What stays: unit, kind, moments, limit and outcome.
    """
    request = SubjectRequest.objects.select_for_update(of=("self",)).filter(pk=int(record_id)).first()
    if request is None or not request.is_answered or request.destroyed_at is not None:
        return False
    person_id = request.person_id
    for about in (ABOUT, WORK):
        OutboxMessage.objects.about((about, record_id)).delete()
    request.person, request.text, request.answer = nobody(now=now), "", _GONE
    request.code_hash, request.download_until, request.destroyed_at = None, request.downloaded_at, now
    # nobody but this file goes past the guard of a request (ADR 34)
    with pgtrigger.ignore("privacy.SubjectRequest:as_asked"):
        request.save()
    forget_person(person_id)
    journal.record(
        actor=actor_of(by),
        unit_id=request.unit_id,
        action="privacy.destroy_request",
        target=("subject_request", record_id),
        now=now,
    )
    return True
