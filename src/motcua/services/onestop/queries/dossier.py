"""What can staff see of one dossier? Everything, in a fixed number of queries, if it is in their reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.forms.answers import SectionShown, displayed
from motcua.foundation.people.rules import mask_email, mask_phone
from motcua.foundation.privacy.queries import is_shown_to
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.access import is_free_for, may, works_on
from motcua.services.onestop.definition import ProcedureDocument, Step
from motcua.services.onestop.models import Delivery, Dossier, DossierEvent, DossierPaper, Pause
from motcua.services.onestop.queries.worklist import urgency_of
from motcua.services.onestop.rules import decision_step, next_step
from motcua.services.onestop.states import PAUSED, RUNNING, TRANSITIONS, Action, State


@dataclass(frozen=True)
class DossierPage:
    """One dossier with its papers, letters, history, and the acts open to whoever reads it.

    `in_full`: numbers, telephone and address are shown; else they are masked in `sections` and `contact`.
    """

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
    acts: tuple[Action, ...]
    is_free: bool
    in_full: bool

    @property
    def state(self) -> State:
        """Return the state with its name."""
        return State(self.dossier.state)

    @property
    def identity(self) -> str:
        """Return the applicant's number, masked unless shown in full; "" when there is none."""
        applicant = self.dossier.applicant
        return applicant.identity_number if self.in_full else applicant.masked_identity

    @property
    def phone(self) -> str:
        """Return the telephone number for messages, masked unless shown in full."""
        return self.dossier.contact_phone if self.in_full else mask_phone(self.dossier.contact_phone)

    @property
    def email(self) -> str:
        """Return the address for messages, masked unless shown in full."""
        return self.dossier.contact_email if self.in_full else mask_email(self.dossier.contact_email)

    @property
    def asked(self) -> list[dict[str, str]]:
        """Return what the open request for more asks; empty when there is none."""
        if self.dossier.state != State.AWAITING_SUPPLEMENT:
            return []
        request = next(event for event in reversed(self.events) if event.kind == Action.REQUEST_SUPPLEMENT)
        return list(request.payload.get("items", []))

    @property
    def files(self) -> list[StoredFile]:
        """Return every file of the dossier: its papers, and what the receiver of the result signed."""
        signed = [self.delivery.signature, self.delivery.sheet] if self.delivery else []
        return [stored for stored in (*(paper.stored for paper in self.papers), *signed) if stored is not None]

    @property
    def next_step(self) -> Step | None:
        """Return the step that work is handed on to; None before acceptance and at the decision."""
        return next_step(self.document, self.dossier.step) if self.dossier.step else None

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock of an accepted dossier stands still: its due time is counted again afterwards."""
        return self.dossier.due_at is not None and self.state in PAUSED


def dossier_page(*, code: str, roles: RoleSet, now: datetime) -> DossierPage:
    """Return the dossier; raise Dossier.DoesNotExist when it is out of reach of `roles` or unknown.

    Whoever has the present step sees everything; every other reader sees numbers, telephone and address masked, until
    they ask for them with a reason (`privacy.show_in_full`).
    """
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
    in_full = works_on(roles, dossier) or is_shown_to(staff_id=roles.staff_id, about=("dossier", dossier.code), now=now)
    return DossierPage(
        dossier=dossier,
        document=document,
        step=document.step(dossier.step) if dossier.step else None,
        receiving=names.get(dossier.receiving_unit_id, ""),
        deciding=names.get(dossier.deciding_unit_id, ""),
        office=names.get(dossier.office_unit_id, ""),
        left=working_time_left(unit_id=dossier.deciding_unit_id, now=now, due=dossier.next_due_at) if runs else None,
        urgency=urgency_of(dossier, now),
        sections=displayed(document.form, dossier.answers, masked=not in_full),
        papers=tuple(dossier.papers.select_related("stored")),
        letters=tuple(
            IssuedDocument.objects.filter(about_type="dossier", about_id=str(dossier.pk)).order_by("issued_at")
        ),
        events=tuple(dossier.events.select_related("actor_staff").order_by("seq")),
        pauses=tuple(dossier.pauses.all()),
        delivery=Delivery.objects.filter(dossier=dossier).select_related("signature", "sheet").first(),
        acts=acts_open(dossier, roles),
        is_free=is_free_for(roles, dossier),
        in_full=in_full,
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
