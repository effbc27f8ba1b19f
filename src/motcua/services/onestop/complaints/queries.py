"""What can be asked of complaints?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.access import RoleSet, answering_roles
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.change_complaint import may_answer
from motcua.services.onestop.complaints.clock import ComplaintLaw, law_for
from motcua.services.onestop.complaints.offices import offices_complained_of
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.second_level import NO_MORE, second_of, way_up
from motcua.services.onestop.complaints.states import OPEN, TURNS, ComplaintAction, ComplaintState
from motcua.services.onestop.models import Complaint, ComplaintEvent, Dossier

MOST = 100


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint in a list, with the names of the office complained of and of the one that answers."""

    complaint: Complaint
    office: str
    answering: str
    is_late: bool


@dataclass(frozen=True)
class OwnComplaint:
    """A complaint for its complainant: where a second one would go and until when, or why there is none to be had."""

    row: ComplaintRow
    above: str = ""
    until: datetime | None = None
    over: StrOrPromise = ""


@dataclass(frozen=True)
class ComplaintPage:
    """One complaint for whoever may read it, the law its times come from, and the acts open to them."""

    row: ComplaintRow
    second: Complaint | None
    events: tuple[ComplaintEvent, ...]
    law: ComplaintLaw
    acts: tuple[ComplaintAction, ...]

    @property
    def complaint(self) -> Complaint:
        """Return the complaint itself."""
        return self.row.complaint


def complaint_list(*, roles: RoleSet, with_closed: bool, now: datetime) -> list[ComplaintRow]:
    """Return the complaints in reach, the next due first; closed ones of units that were taken over among them.

    Three queries.
    """
    found = Complaint.objects.visible_to(answering_roles(roles, now)).select_related("dossier", "first")
    if not with_closed:
        found = found.filter(state__in=OPEN)
    return _rows(list(found.order_by("next_due_at", "pk")[:MOST]), now)


def complaints_of(dossier_id: int, *, now: datetime) -> list[OwnComplaint]:
    """Return the complaints of a dossier for its applicant, the newest first. Four queries for each at most."""
    found = Complaint.objects.filter(dossier=dossier_id).select_related("first", "second").order_by("-filed_at", "-pk")
    return [_with_way_up(row, now) for row in _rows(list(found), now)]


def own_complaint(dossier_id: int, uid: UUID, *, now: datetime) -> OwnComplaint:
    """Return one complaint of a dossier for its applicant; raise Complaint.DoesNotExist."""
    found = Complaint.objects.select_related("first", "second").get(dossier=dossier_id, uid=uid)
    return _with_way_up(_rows([found], now)[0], now)


def offices_of(dossier_id: int, *, now: datetime) -> list[tuple[int, str]]:
    """Return the offices a complaint can be about: whoever received the dossier, and whoever decides it."""
    dossier = Dossier.objects.only("receiving_unit_id", "deciding_unit_id").get(pk=dossier_id)
    units = offices_complained_of(dossier, day_of(now))
    names = unit_names(units, day_of(now))
    return [(unit, names.get(unit, "")) for unit in units]


def complaint_page(*, uid: UUID, roles: RoleSet, now: datetime) -> ComplaintPage:
    """Return a complaint; raise Complaint.DoesNotExist when it is out of reach."""
    told = ("dossier__applicant", "answered_by", "first__answered_by", "second")
    complaint = Complaint.objects.visible_to(answering_roles(roles, now)).select_related(*told).get(uid=uid)
    return ComplaintPage(
        row=_rows([complaint], now)[0],
        second=second_of(complaint),
        events=tuple(complaint.events.select_related("actor_staff").order_by("seq")),
        law=law_for(complaint, complaint.filed_at),
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


def _with_way_up(row: ComplaintRow, now: datetime) -> OwnComplaint:
    try:
        way = way_up(row.complaint, now)
    except ComplaintRefused as refused:
        return OwnComplaint(row, over=refused.message if refused.code in NO_MORE else "")
    return OwnComplaint(row, above=unit_names([way.unit_id], day_of(now)).get(way.unit_id, ""), until=way.until)


def _rows(complaints: list[Complaint], now: datetime) -> list[ComplaintRow]:
    names = unit_names({unit for one in complaints for unit in (one.about_id, one.answering_id)}, day_of(now))
    return [
        ComplaintRow(
            one,
            names.get(one.about_id, ""),
            names.get(one.answering_id, ""),
            is_late=one.is_open and now > one.next_due_at,
        )
        for one in complaints
    ]
