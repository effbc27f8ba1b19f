"""Give the code that opens an export to a person who came for it."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.privacy.access import may_receive
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.privacy.refusals import NotToBeDownloaded
from motcua.foundation.privacy.rules import code_hash, new_code
from motcua.foundation.units.access import answering_roles, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed


@transaction.atomic
def give_code(*, request_id: int, by: Staff, now: datetime) -> tuple[SubjectRequest, str]:
    """Return the request and a new code, shown this once; a code given before opens nothing any more.

    Whoever gives it has compared the identity paper of the person before them. Needs a receptionist, clerk or leader
    of the unit, or of what took it over. Raises SubjectRequest.DoesNotExist, NotAllowed, and NotToBeDownloaded for an
    export that is not granted, over, taken, or taken at the look-up.
    """
    roles = answering_roles(roles_of(by, now), now)
    request = SubjectRequest.objects.visible_to(roles).select_for_update(of=("self",)).get(pk=request_id)
    if not may_receive(roles, request.unit_id):
        raise NotAllowed
    if not request.is_taken_by_code or not request.can_be_downloaded(now):
        raise NotToBeDownloaded
    code = new_code()
    request.code_hash, request.wrong_numbers = code_hash(code), 0
    request.save(update_fields=["code_hash", "wrong_numbers"])
    journal.record(
        actor=by.as_actor(),
        unit_id=request.unit_id,
        action="privacy.give_code",
        target=("subject_request", str(request.pk)),
        now=now,
    )
    return request, code
