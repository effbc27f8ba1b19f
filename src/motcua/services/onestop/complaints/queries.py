"""What can be asked of complaints?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.change_complaint import may_answer
from motcua.services.onestop.complaints.clock import ComplaintLaw, law_on
from motcua.services.onestop.complaints.states import OPEN, TURNS, ComplaintAction, ComplaintState
from motcua.services.onestop.models import Complaint, ComplaintEvent, Dossier

MOST = 100


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint in a list, with the name of the office complained of."""

    complaint: Complaint
    office: str
    is_late: bool


@dataclass(frozen=True)
class ComplaintPage:
    """One complaint for whoever may read it, the law its times come from, and the acts open to them."""

    complaint: Complaint
    office: str
    is_late: bool
    events: tuple[ComplaintEvent, ...]
    law: ComplaintLaw
    acts: tuple[ComplaintAction, ...]


def complaint_list(*, roles: RoleSet, with_closed: bool, now: datetime) -> list[ComplaintRow]:
    """Return the complaints in reach, the next due first. Two queries."""
    found = Complaint.objects.visible_to(roles).select_related("dossier")
    if not with_closed:
        found = found.filter(state__in=OPEN)
    return _rows(list(found.order_by("next_due_at", "pk")[:MOST]), now)


def complaints_of(dossier_id: int, *, now: datetime) -> list[ComplaintRow]:
    """Return the complaints of a dossier for its applicant, the newest first. Two queries."""
    return _rows(list(Complaint.objects.filter(dossier=dossier_id).order_by("-filed_at", "-pk")), now)


def offices_of(dossier_id: int, *, now: datetime) -> list[tuple[int, str]]:
    """Return the offices a complaint can be about: whoever received the dossier, and whoever decides it."""
    dossier = Dossier.objects.only("receiving_unit_id", "deciding_unit_id").get(pk=dossier_id)
    units = dict.fromkeys((dossier.receiving_unit_id, dossier.deciding_unit_id))
    names = unit_names(units, day_of(now))
    return [(unit, names.get(unit, "")) for unit in units]


def complaint_page(*, uid: UUID, roles: RoleSet, now: datetime) -> ComplaintPage:
    """Return a complaint; raise Complaint.DoesNotExist when it is out of reach."""
    complaint = Complaint.objects.visible_to(roles).select_related("dossier__applicant", "answered_by").get(uid=uid)
    row = _rows([complaint], now)[0]
    return ComplaintPage(
        complaint=complaint,
        office=row.office,
        is_late=row.is_late,
        events=tuple(complaint.events.select_related("actor_staff").order_by("seq")),
        law=law_on(day_of(complaint.filed_at)),
        acts=_acts(complaint) if may_answer(roles, complaint) else (),
    )


def _acts(complaint: Complaint) -> tuple[ComplaintAction, ...]:
    state = ComplaintState(complaint.state)
    spent = {ComplaintAction.EXTEND} if complaint.is_complex else set()
    return tuple(
        action
        for action, turn in TURNS.items()
        if state in turn.sources and not (turn.by_complainant or turn.by_platform) and action not in spent
    )


def _rows(complaints: list[Complaint], now: datetime) -> list[ComplaintRow]:
    names = unit_names({one.unit_id for one in complaints}, day_of(now))
    return [
        ComplaintRow(one, names.get(one.unit_id, ""), is_late=one.is_open and now > one.next_due_at)
        for one in complaints
    ]
