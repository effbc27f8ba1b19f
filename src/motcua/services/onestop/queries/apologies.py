"""Which letters of apology wait for a signature? The drafts in reach of the reader, the next due time first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.access import may
from motcua.services.onestop.delays import WAIVING, waiver_among
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.own_words import reason_here
from motcua.services.onestop.queries.worklist import urgency_of
from motcua.services.onestop.states import Action

MOST = 200  # what a leader may sign in a day; the rest follows once these are signed


@dataclass(frozen=True)
class WaitingApology:
    """A draft: the dossier, what it says, and whether a leader has to allow another delay before it can be signed."""

    code: str
    title: str
    office: str
    step: str
    due_at: datetime
    left: WorkingTime
    urgency: str
    drafted_at: datetime
    reason: str
    new_day: date
    was_put_off: bool
    lacks_waiver: bool
    may_sign: bool


def waiting_apologies(*, roles: RoleSet, now: datetime) -> list[WaitingApology]:
    """Return the drafts of the dossiers in reach, in three queries."""
    found = list(
        Dossier.objects.visible_to(roles)
        .filter(apology_drafted_at__isnull=False)
        .select_related("procedure", "procedure_version")
        .defer("procedure_version__document", "answers")
        .order_by("next_due_at", "pk")[:MOST]
    )
    kinds = [Action.DRAFT_APOLOGY, *WAIVING]
    told: dict[int, list[DossierEvent]] = defaultdict(list)
    events = DossierEvent.objects.filter(dossier__in=found, kind__in=kinds).order_by("seq")
    for event in events.only("dossier", "seq", "kind", "payload"):
        told[event.dossier_id].append(event)
    names = unit_names({dossier.office_unit_id for dossier in found}, day_of(now))
    return [_row(dossier, told[dossier.pk], names, roles, now) for dossier in found]


def _row(
    dossier: Dossier, told: Sequence[DossierEvent], names: dict[int, str], roles: RoleSet, now: datetime
) -> WaitingApology:
    draft = next(event for event in reversed(told) if event.kind == Action.DRAFT_APOLOGY).payload
    return WaitingApology(
        code=dossier.code,
        title=dossier.procedure.title_here,
        office=names.get(dossier.office_unit_id, ""),
        step=dossier.procedure_version.content.step(dossier.step).title.here(),
        due_at=dossier.next_due_at,
        left=working_time_left(unit_id=dossier.deciding_unit_id, now=now, due=dossier.next_due_at),
        urgency=urgency_of(dossier, now),
        drafted_at=dossier.apology_drafted_at or now,
        reason=reason_here(draft),
        new_day=date.fromisoformat(draft["new_day"]),
        was_put_off=dossier.rescheduled_to is not None,
        lacks_waiver=waiver_among(told, now=now) is None,
        may_sign=may(roles, dossier, Action.APOLOGISE),
    )
