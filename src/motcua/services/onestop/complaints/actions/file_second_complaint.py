"""Complain a second time, to the office above."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.complaints.change_complaint import ComplaintMove, change_complaint
from motcua.services.onestop.complaints.receiving import dossier_in_hand, receive_complaint
from motcua.services.onestop.complaints.second_level import way_up
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.models import Complaint
from motcua.services.onestop.needs import reason_given


@transaction.atomic
def file_second_complaint(
    *, dossier_id: int, first_uid: UUID, text: str, now: datetime, by: Staff | None = None
) -> Complaint:
    """Return the second complaint, in the book of the office above, after a first that was or should be answered.

    A first one without an answer ends with it. Who files, and `by`, are as in `file_complaint`. Raises
    Dossier.DoesNotExist, Complaint.DoesNotExist, NotAllowed, NeedMissing, ComplaintRefused.
    """
    words = reason_given(text)
    dossier = dossier_in_hand(dossier_id, by, now)
    first = Complaint.objects.select_for_update().get(uid=first_uid, dossier=dossier)
    way = way_up(first, now)
    second = Complaint(dossier=dossier, unit_id=way.unit_id, first=first, text=words, is_remote=first.is_remote)
    # the journal's chains are locked in the order of their units
    if first.answering_id < way.unit_id:
        _end(first, by, now)
        return receive_complaint(second, by=by, now=now)
    receive_complaint(second, by=by, now=now)
    _end(first, by, now)
    return second


def _end(first: Complaint, by: Staff | None, now: datetime) -> None:
    """End a first complaint that waits for an answer in vain; one that has its answer stays as it is."""
    if first.is_open:
        change_complaint(first, ComplaintMove(ComplaintAction.GO_ABOVE), by=by, now=now)
