"""Answer what a person asked about their own data."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.access import may_answer
from motcua.foundation.privacy.models import Channel, Outcome, RequestKind, SubjectRequest
from motcua.foundation.privacy.refusals import AlreadyAnswered, AnswerMissing
from motcua.foundation.privacy.rules import DOWNLOAD_TERM, code_hash, new_code
from motcua.foundation.units.access import answering_roles, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed


@transaction.atomic
def answer_request(
    *, request_id: int, outcome: Outcome, answer: str, by: Staff, now: datetime
) -> tuple[SubjectRequest, str]:
    """Return the answered request and the code that opens the export, "" when there is none or none is needed.

    A granted request for access opens the export for seven days. Asked at the counter it takes the code, which is shown
    this once; asked online without anybody having seen the person, it takes one that is given later (`give_code`). A
    granted withdrawal ends the consent to messages. Needs a clerk or leader of the unit, or of what took it over.
    Raises SubjectRequest.DoesNotExist, NotAllowed, AlreadyAnswered, AnswerMissing.
    """
    roles = answering_roles(roles_of(by, now), now)
    reach = SubjectRequest.objects.visible_to(roles)
    request = reach.select_for_update(of=("self",)).get(pk=request_id)
    if not may_answer(roles, request.unit_id):
        raise NotAllowed
    if request.is_answered:
        raise AlreadyAnswered
    if not answer.strip():
        raise AnswerMissing
    request.outcome, request.answer = outcome, answer.strip()[:2000]
    request.answered_at, request.answered_by = max(now, request.received_at), by
    code = _grant(request, now) if outcome is not Outcome.REFUSED else ""
    request.save()
    journal.record(
        actor=by.as_actor(),
        unit_id=request.unit_id,
        action="privacy.answer_request",
        target=("subject_request", str(request.pk)),
        now=now,
        detail={"kind": request.kind, "outcome": str(outcome)},
    )
    return request, code


def _grant(request: SubjectRequest, now: datetime) -> str:
    """Do what follows from the kind of request; return the code that was made."""
    if request.kind == RequestKind.WITHDRAWAL:
        Person.objects.filter(pk=request.person_id).update(messages_consented_at=None, updated_at=now)
    if request.kind != RequestKind.ACCESS:
        return ""
    request.download_until = now + DOWNLOAD_TERM
    if request.channel != Channel.COUNTER:
        return ""
    code = new_code()
    request.code_hash = code_hash(code)
    return code
