"""What can staff see of one dossier? Everything, in a fixed number of queries, if it is in their reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.forms.answers import SectionShown, displayed
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.access import is_free_for, may
from motcua.services.onestop.definition import ProcedureDocument, Step
from motcua.services.onestop.models import Delivery, Dossier, DossierEvent, DossierPaper, IssuedResult, Pause
from motcua.services.onestop.queries.worklist import urgency_of
from motcua.services.onestop.rules import decision_step, next_step
from motcua.services.onestop.states import PAUSED, RUNNING, TRANSITIONS, Action, State


@dataclass(frozen=True)
class DossierPage:
    """One dossier with its papers, letters, history, and the acts open to whoever reads it."""

    dossier: Dossier
    document: ProcedureDocument
    step: Step | None
    receiving: str
    deciding: str
    office: str
    left: WorkingTime | None
    urgency: str
    sections: list[SectionShown]
    papers: tuple[DossierPaper, ...]
    letters: tuple[IssuedDocument, ...]
    events: tuple[DossierEvent, ...]
    pauses: tuple[Pause, ...]
    delivery: Delivery | None
    result: IssuedResult | None
    acts: tuple[Action, ...]
    is_free: bool

    @property
    def state(self) -> State:
        """Return the state with its name."""
        return State(self.dossier.state)

    @property
    def asked(self) -> list[dict[str, str]]:
        """Return what the open request for more asks; empty when there is none."""
        if self.dossier.state != State.AWAITING_SUPPLEMENT:
            return []
        request = next(event for event in reversed(self.events) if event.kind == Action.REQUEST_SUPPLEMENT)
        return list(request.payload.get("items", []))

    @property
    def files(self) -> list[StoredFile]:
        """Return every file of the dossier: its papers, the result before its seal, and what its receiver signed."""
        signed = [self.delivery.signature, self.delivery.sheet] if self.delivery else []
        before = [self.result.original] if self.result else []
        return [stored for stored in (*(paper.stored for paper in self.papers), *before, *signed) if stored is not None]

    @property
    def next_step(self) -> Step | None:
        """Return the step that work is handed on to; None before acceptance and at the decision."""
        return next_step(self.document, self.dossier.step) if self.dossier.step else None

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock of an accepted dossier stands still: its due time is counted again afterwards."""
        return self.dossier.due_at is not None and self.state in PAUSED


def dossier_page(*, code: str, roles: RoleSet, now: datetime) -> DossierPage:
    """Return the dossier; raise Dossier.DoesNotExist when it is out of reach of `roles` or unknown."""
    dossier = (
        Dossier.objects.visible_to(roles)
        .select_related("procedure", "procedure_version", "applicant", "holder")
        .defer("procedure_version__document")
        .get(code=code)
    )
    document = dossier.procedure_version.content
    units = {dossier.receiving_unit_id, dossier.deciding_unit_id, dossier.office_unit_id}
    names = unit_names(units, day_of(now))
    runs = State(dossier.state) in RUNNING
    return DossierPage(
        dossier=dossier,
        document=document,
        step=document.step(dossier.step) if dossier.step else None,
        receiving=names.get(dossier.receiving_unit_id, ""),
        deciding=names.get(dossier.deciding_unit_id, ""),
        office=names.get(dossier.office_unit_id, ""),
        left=working_time_left(unit_id=dossier.deciding_unit_id, now=now, due=dossier.next_due_at) if runs else None,
        urgency=urgency_of(dossier, now),
        sections=displayed(document.form, dossier.answers),
        papers=tuple(dossier.papers.select_related("stored")),
        letters=tuple(
            IssuedDocument.objects.filter(about_type="dossier", about_id=str(dossier.pk)).order_by("issued_at")
        ),
        events=tuple(dossier.events.select_related("actor_staff").order_by("seq")),
        pauses=tuple(dossier.pauses.all()),
        delivery=Delivery.objects.filter(dossier=dossier).select_related("signature", "sheet").first(),
        result=IssuedResult.objects.filter(dossier=dossier).select_related("original", "issued").first(),
        acts=acts_open(dossier, roles),
        is_free=is_free_for(roles, dossier),
    )


def acts_open(dossier: Dossier, roles: RoleSet) -> tuple[Action, ...]:
    """Return the acts that state, step and roles allow, in the order of the table."""
    state = State(dossier.state)
    return tuple(
        action
        for action, transition in TRANSITIONS.items()
        if state in transition.sources
        and transition.roles
        and may(roles, dossier, action)
        and _would_do_something(dossier, action, roles)
    )


def _would_do_something(dossier: Dossier, action: Action, roles: RoleSet) -> bool:
    """Tell whether the act leads anywhere from where the dossier stands; a button that only refuses is no help."""
    document = dossier.procedure_version.content
    match action:
        case Action.DECIDE:
            return dossier.step == decision_step(document).key
        case Action.HAND_OVER:
            return next_step(document, dossier.step) is not None
        case Action.TAKE:
            return dossier.holder_id != roles.staff_id
        case Action.RELEASE:
            return dossier.holder_id is not None
        case Action.REJECT:
            return dossier.accepted_at is None
        case Action.STOP:
            return dossier.accepted_at is not None
        case _:
            return True
