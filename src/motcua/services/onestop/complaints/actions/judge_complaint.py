"""What whoever answers a complaint does: accept it, refuse to, take longer, answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.complaints.change_complaint import ComplaintMove, change_complaint, complaint_in_hand
from motcua.services.onestop.complaints.clock import ends, law_for
from motcua.services.onestop.complaints.notices import tell_complainant
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.models import Complaint
from motcua.services.onestop.needs import reason_given


@transaction.atomic
def accept_complaint(*, complaint_id: int, by: Staff, now: datetime) -> Complaint:
    """Return the complaint, accepted: the time to decide begins. Raises Complaint.DoesNotExist, NotAllowed,
    ComplaintRefused.
    """
    complaint = complaint_in_hand(ComplaintAction.ACCEPT, complaint_id=complaint_id, by=by, now=now)
    due = ends(law_for(complaint, now).settle, unit_id=complaint.answering_id, start=now)
    move = ComplaintMove(ComplaintAction.ACCEPT, sets={"accepted_at": now, "next_due_at": due})
    change_complaint(complaint, move, by=by, now=now)
    tell_complainant(complaint, ComplaintAction.ACCEPT, now=now)
    return complaint


@transaction.atomic
def extend_complaint(*, complaint_id: int, note: str, by: Staff, now: datetime) -> Complaint:
    """Return the complaint with the longer time of a complex one, counted from acceptance; once, with a reason.

    Raises Complaint.DoesNotExist, NotAllowed, NeedMissing, ComplaintRefused.
    """
    why = reason_given(note)
    complaint = complaint_in_hand(ComplaintAction.EXTEND, complaint_id=complaint_id, by=by, now=now)
    if complaint.is_complex or complaint.accepted_at is None:
        raise ComplaintRefused("extended", _("Khiếu nại này đã được gia hạn một lần; pháp luật không cho gia hạn nữa."))
    longer = law_for(complaint, complaint.accepted_at).complex
    due = ends(longer, unit_id=complaint.answering_id, start=complaint.accepted_at)
    move = ComplaintMove(ComplaintAction.EXTEND, sets={"is_complex": True, "next_due_at": due}, note=why)
    change_complaint(complaint, move, by=by, now=now)
    tell_complainant(complaint, ComplaintAction.EXTEND, now=now)
    return complaint


def refuse_complaint(*, complaint_id: int, note: str, by: Staff, now: datetime) -> Complaint:
    """Return the complaint that is not accepted, with the reason the complainant reads.

    Raises Complaint.DoesNotExist, NotAllowed, NeedMissing, ComplaintRefused.
    """
    return _close(ComplaintAction.REFUSE, complaint_id, note, by, now)


def answer_complaint(*, complaint_id: int, note: str, by: Staff, now: datetime) -> Complaint:
    """Return the answered complaint.

    Raises Complaint.DoesNotExist, NotAllowed, NeedMissing, ComplaintRefused.
    """
    return _close(ComplaintAction.ANSWER, complaint_id, note, by, now)


@transaction.atomic
def _close(action: ComplaintAction, complaint_id: int, note: str, by: Staff, now: datetime) -> Complaint:
    words = reason_given(note)
    complaint = complaint_in_hand(action, complaint_id=complaint_id, by=by, now=now)
    change_complaint(complaint, ComplaintMove(action, {"answer": words, "answered_by": by}, words), by=by, now=now)
    tell_complainant(complaint, action, now=now)
    return complaint
