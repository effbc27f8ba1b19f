"""Take a complaint back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.services.onestop.complaints.change_complaint import ComplaintMove, change_complaint, check_possible
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.models import Complaint


@transaction.atomic
def withdraw_complaint(*, dossier_id: int, complaint_uid: UUID, now: datetime) -> Complaint:
    """Return the withdrawn complaint of this dossier; the caller has made sure that it is the applicant.

    Raises Complaint.DoesNotExist, ComplaintRefused.
    """
    complaint = Complaint.objects.select_for_update().get(uid=complaint_uid, dossier=dossier_id)
    check_possible(complaint, ComplaintAction.WITHDRAW)
    change_complaint(complaint, ComplaintMove(ComplaintAction.WITHDRAW), by=None, now=now)
    return complaint
