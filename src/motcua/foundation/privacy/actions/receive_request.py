"""Receive what a person asks about their own data."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.people.models import Person
from motcua.foundation.people.queries import person_by_identity
from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.privacy.access import RECEIVERS
from motcua.foundation.privacy.models import Channel, IdentityProof, RequestKind, SubjectRequest
from motcua.foundation.privacy.notices import tell_answerers, warn_person
from motcua.foundation.privacy.reference import answer_limits
from motcua.foundation.privacy.refusals import PersonUnknown, TooManyUnproved
from motcua.foundation.privacy.rules import MOST_UNPROVED, limit_on
from motcua.foundation.units.access import actor_of, require_role
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import due_time


@transaction.atomic
def receive_request(
    *,
    person: Person,
    unit_id: int,
    kind: RequestKind,
    proof: IdentityProof,
    text: str,
    by: Staff | Actor,
    now: datetime,
    sent_from: str = "",
) -> SubjectRequest:
    """Return the request, with the due time of its answer by the one clock of the unit.

    A second press, or the same asked again in the same place before the answer, finds the request that waits.
    A member of staff receives it at the counter (receptionist, clerk or leader of the unit) and has made sure who
    asks; an Actor stands for the person, identified at the look-up of the dossier whose code is `sent_from`. Raises
    NotAllowed, and TooManyUnproved when several wait that were sent with this number and nobody saw by whom.
    """
    if isinstance(by, Staff):
        require_role(by, unit_id, RECEIVERS, now)
    Person.objects.select_for_update().get(pk=person.pk)
    asked = SubjectRequest.objects.filter(person=person, unit=unit_id, kind=kind, sent_from=sent_from)
    waiting = asked.waiting().first()
    if waiting is not None:
        return waiting
    if proof is IdentityProof.NUMBER_ALONE:
        unproved = SubjectRequest.objects.waiting().filter(person=person, proof=IdentityProof.NUMBER_ALONE)
        if unproved.count() >= MOST_UNPROVED:
            raise TooManyUnproved
    law = limit_on(answer_limits(), kind, day_of(now))
    request = SubjectRequest(
        person=person,
        unit_id=unit_id,
        kind=kind,
        channel=Channel.COUNTER if isinstance(by, Staff) else Channel.ONLINE,
        proof=proof,
        sent_from=sent_from,
        text=text.strip()[:2000],
        received_at=now,
        received_by=by if isinstance(by, Staff) else None,
        due_at=due_time(unit_id=unit_id, start=now, limit=law.limit),
        document=law.document,
        article=law.article,
        verified=law.verified,
    )
    request.save(force_insert=True)
    if request.channel == Channel.ONLINE:
        warn_person(request, now=now)
    tell_answerers(request, by=by, now=now)
    journal.record(
        actor=actor_of(by),
        unit_id=unit_id,
        action="privacy.receive_request",
        target=("subject_request", str(request.pk)),
        now=now,
        detail={"kind": str(kind), "person": person.pk},
    )
    return request


def known_person(kind: IdentityKind, number: str) -> Person:
    """Return whose number it is; raise WrongNumber for one that cannot be, PersonUnknown when nobody has it."""
    person = person_by_identity(kind, number)
    if person is None:
        raise PersonUnknown
    return person
