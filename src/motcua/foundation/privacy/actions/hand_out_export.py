"""Hand a person the export of everything that is held about them, once."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.models import Person
from motcua.foundation.people.queries import has_number
from motcua.foundation.people.rules import check_phone
from motcua.foundation.privacy.export import Export, export_of
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.privacy.refusals import NotToBeDownloaded, TooManyWrongNumbers, WrongOwnNumber
from motcua.foundation.privacy.rules import MOST_WRONG_NUMBERS


def check_own_number(*, request_id: int, number: str) -> None:
    """Return when `number` is that of the person who asked; count a wrong one.

    Raises WrongOwnNumber, and TooManyWrongNumbers once it was wrong five times: the code is locked then.
    """
    with transaction.atomic():
        request = SubjectRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)
        if request.wrong_numbers >= MOST_WRONG_NUMBERS:
            raise TooManyWrongNumbers
        if is_right := _is_theirs(request.person, number):
            request.wrong_numbers = 0
        else:
            request.wrong_numbers += 1
        request.save(update_fields=["wrong_numbers"])
    if not is_right:
        raise WrongOwnNumber


@transaction.atomic
def hand_out_export(*, request_id: int, now: datetime) -> Export:
    """Return everything held about the person, and note that it was taken; a second call finds nothing to take.

    The caller has made sure that it is the person: by code and number, or at the look-up. Raises NotToBeDownloaded.
    """
    request = SubjectRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)
    if not request.can_be_downloaded(now):
        raise NotToBeDownloaded
    export = export_of(request.person, now=now)
    request.downloaded_at = now
    request.save(update_fields=["downloaded_at"])
    journal.record(
        actor=Actor.citizen(),
        unit_id=request.unit_id,
        action="privacy.hand_out_export",
        target=("subject_request", str(request.pk)),
        now=now,
        detail={"files": export.files},
    )
    return export


def _is_theirs(person: Person, number: str) -> bool:
    if person.identity_kind:
        return has_number(person, number)
    try:
        return bool(person.phone) and check_phone(number) == person.phone
    except Refused:
        return False
