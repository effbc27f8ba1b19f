"""What every complaint goes through when it is filed, the first as the second: the lock, the book, the clock."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.units.access import RoleSet, answering_roles, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.change_complaint import ComplaintMove, change_complaint
from motcua.services.onestop.complaints.clock import ends, law_for
from motcua.services.onestop.complaints.notices import tell_judges
from motcua.services.onestop.complaints.states import ComplaintAction, ComplaintLevel
from motcua.services.onestop.models import Complaint, Dossier

WRITERS = (Role.RECEPTIONIST, Role.LEADER)  # at the counter, for an applicant who came there
_BOOKS = {ComplaintLevel.FIRST: ("onestop.complaint", "KN"), ComplaintLevel.SECOND: ("onestop.second_complaint", "KN2")}


def dossier_in_hand(dossier_id: int, by: Staff | None, now: datetime) -> Dossier:
    """Return the dossier: the second of two presses waits here and finds the complaint of the first."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if by is not None and not hears(roles_of(by, now), dossier, now):
        raise NotAllowed
    return dossier


def hears(roles: RoleSet, dossier: Dossier, now: datetime) -> bool:
    """Tell whether the applicant is heard where one works: at the unit that received the dossier, or its successor.

    What is open moved when its unit ended; what was closed before stays where it was. One query at most.
    """
    receiving = dossier.receiving_unit_id
    if roles.has_any(receiving, *WRITERS) or not dossier.is_closed:
        return roles.has_any(receiving, *WRITERS)
    return answering_roles(roles, now).has_any(receiving, *WRITERS)


def receive_complaint(complaint: Complaint, *, by: Staff | None, now: datetime) -> Complaint:
    """Return the new complaint, entered into the book of its unit; the time to accept it runs, and who may is told."""
    day, unit_id = day_of(now), complaint.unit_id
    code, symbol = _BOOKS[complaint.level]
    series = SeriesKey(unit_id, code, str(day.year))
    complaint.uid = uuid4()
    number = issue_number(series=series, now=now, about=f"dossier:{complaint.dossier_id}")
    complaint.number = f"{number:02}/{day.year}/{symbol}"
    complaint.answering_id = unit_id
    complaint.superior_id = version_on(unit_id, day).parent_id
    complaint.filed_at = now
    complaint.next_due_at = ends(law_for(complaint, now).accept, unit_id=unit_id, start=now)
    change_complaint(complaint, ComplaintMove(ComplaintAction.FILE), by=by, now=now)
    tell_judges(complaint, now=now)
    return complaint
