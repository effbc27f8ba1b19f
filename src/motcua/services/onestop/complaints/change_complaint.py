"""The one writer of a complaint: the row as the table says, the event, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, actor_of, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import OPEN, TURNS, ComplaintAction, ComplaintState
from motcua.services.onestop.models import Complaint, ComplaintEvent
from motcua.services.onestop.models.complaint import JUDGES


@dataclass(frozen=True)
class ComplaintMove:
    """What an act does to a complaint: which columns change besides the state, and what people wrote."""

    action: ComplaintAction
    sets: Mapping[str, object] = field(default_factory=dict)
    note: str = ""


def complaint_in_hand(action: ComplaintAction, *, complaint_id: int, by: Staff, now: datetime) -> Complaint:
    """Return the complaint, locked, for an act of whoever answers it.

    Raises Complaint.DoesNotExist for one out of reach, which one's own are; NotAllowed; ComplaintRefused.
    """
    roles = roles_of(by, now)
    seen = Complaint.objects.visible_to(roles).filter(pk=complaint_id).values("pk")
    complaint = Complaint.objects.select_related("dossier").select_for_update(of=("self",)).get(pk__in=seen)
    if not may_answer(roles, complaint):
        raise NotAllowed
    check_possible(complaint, action)
    return complaint


def may_answer(roles: RoleSet, complaint: Complaint) -> bool:
    """Tell whether they lead the office that answers, or the one above; `visible_to` has seen to their own acts."""
    return not roles.unit_ids(*JUDGES).isdisjoint({complaint.answering_id, complaint.superior_id})


def check_possible(complaint: Complaint, action: ComplaintAction) -> None:
    """Raise ComplaintRefused unless the table has a way from where it stands."""
    if ComplaintState(complaint.state) not in TURNS[action].sources:
        raise ComplaintRefused(
            "complaint_not_now", _("Khiếu nại này vừa chuyển sang trạng thái khác. Hãy tải lại trang để xem.")
        )


def change_complaint(complaint: Complaint, move: ComplaintMove, *, by: Staff | Actor | None, now: datetime) -> None:
    """Write what `move` does to a locked complaint, or a new one. `by` None is the complainant."""
    actor = Actor.citizen() if by is None else actor_of(by)
    is_new = complaint.pk is None
    target = TURNS[move.action].target or ComplaintState(complaint.state)
    for name, value in move.sets.items():
        setattr(complaint, name, value)
    complaint.state = target
    complaint.closed_at = None if target in OPEN else now
    complaint.version = 1 if is_new else complaint.version + 1
    complaint.save()
    ComplaintEvent.objects.create(
        complaint=complaint,
        seq=complaint.version,
        at=now,
        kind=move.action,
        to_state=target,
        note=move.note,
        actor_staff_id=actor.staff_id,
    )
    journal.record(
        actor=actor,
        unit_id=complaint.answering_id,
        action=f"onestop.complaint_{move.action}",
        target=("complaint", str(complaint.uid)),
        now=now,
        detail={"number": complaint.number, "to": target, "seq": complaint.version},
    )
