"""What can staff see of one dossier? Everything, in a fixed number of queries, if it is in their reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.forms.answers import SectionShown, displayed
from motcua.foundation.payments.models import Charge
from motcua.foundation.people.rules import mask_email, mask_phone
from motcua.foundation.privacy.queries import is_shown_to
from motcua.foundation.ui.text import fold
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.access import is_free_for, may_charge, step_role, works_on
from motcua.services.onestop.complaints.receiving import hears
from motcua.services.onestop.definition import ProcedureDocument, Step
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.helping.consent_texts import ConsentText, text_of
from motcua.services.onestop.lateness import Against, late_against
from motcua.services.onestop.models import (
    Delivery,
    Dossier,
    DossierEvent,
    DossierPaper,
    HelpedFiling,
    IssuedResult,
    Pause,
)
from motcua.services.onestop.own_words import reason_here
from motcua.services.onestop.queries.offered_acts import OfferedActs, offered_acts
from motcua.services.onestop.queries.owners import colleagues_in
from motcua.services.onestop.queries.predecessors import of_predecessors
from motcua.services.onestop.queries.worklist import urgency_of
from motcua.services.onestop.rules import next_step
from motcua.services.onestop.states import PAUSED, RUNNING, Action, State


@dataclass(frozen=True)
class ApologyDraft:
    """The letter that waits for the leader: its reason, the same for whoever reads, and the day it would promise."""

    reason: str
    reason_here: str
    new_day: date


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
    result: IssuedResult | None
    offered: OfferedActs
    is_free: bool
    read_at: datetime
    charges: tuple[Charge, ...]
    may_charge: bool
    in_full: bool
    helped: HelpedFiling | None
    book_numbers: tuple[str, ...]
    may_complain: bool  # they may write down a complaint of the applicant
    is_inherited: bool  # closed by a unit that ended; whoever took over reads it and changes nothing

    @property
    def acts(self) -> tuple[Action, ...]:
        """Return what the reader may do, in the order of the table."""
        return self.offered.acts

    @property
    def state(self) -> State:
        """Return the state with its name."""
        return State(self.dossier.state)

    @property
    def known_as(self) -> str:
        """Return under which other name this identity number is known; "" when it is the name of the dossier."""
        known = self.dossier.applicant.full_name
        return known if fold(known) != fold(self.dossier.applicant_name) else ""

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
    def apology_draft(self) -> ApologyDraft | None:
        """Return the letter of apology that waits for its signature; None when there is none."""
        if self.dossier.apology_drafted_at is None:
            return None
        draft = next(event for event in reversed(self.events) if event.kind == Action.DRAFT_APOLOGY)
        told = draft.payload
        return ApologyDraft(told["reason"], reason_here(told), date.fromisoformat(told["new_day"]))

    def reason_of(self, event: DossierEvent) -> str:
        """Return why an event happened, "" when it keeps no reason: what the platform wrote as its reader reads it."""
        return self.document.said_here(reason_here(event.payload))

    @property
    def files(self) -> list[StoredFile]:
        """Return every file of the dossier: its papers, the result before its seal, and what its receiver signed."""
        signed = [self.delivery.signature, self.delivery.sheet] if self.delivery else []
        before = [self.result.original] if self.result and self.result.original else []
        consent = [self.helped.paper] if self.helped else []
        every = (*(paper.stored for paper in self.papers), *before, *signed, *consent)
        return [stored for stored in every if stored is not None]

    @property
    def consent_text(self) -> ConsentText | None:
        """Return what the applicant agreed to when somebody filed for them; None when nobody did."""
        return text_of(self.helped.text_version) if self.helped else None

    @property
    def objection(self) -> str:
        """Return why the applicant objects to the help, while nobody has verified it; "" when they do not."""
        if self.dossier.objected_at is None:
            return ""
        event = next(event for event in reversed(self.events) if event.kind == Action.OBJECT)
        return str(event.payload.get("reason", ""))

    @property
    def colleagues(self) -> list[tuple[int, str]]:
        """Return who may do the present step at the office where the dossier lies. One query."""
        return colleagues_in([self.dossier.office_unit_id], self.read_at, step_role(self.dossier))

    @property
    def next_step(self) -> Step | None:
        """Return the step that work is handed on to; None before acceptance and at the decision."""
        return next_step(self.document, self.dossier.step) if self.dossier.step else None

    @property
    def late_against(self) -> Against | None:
        """Return what it is late against: now while it runs, once decided when it was; None while the clock stands."""
        now = self.read_at if self.state in RUNNING else None
        at, promise, law = self.dossier.finished_at or now, self.dossier.due_at, self.dossier.law_due_at
        return late_against(at, promise=promise, law=law) if at and promise and law else None

    @property
    def owed(self) -> list[Charge]:
        """Return the charges that are still to be paid, of which whoever hands the result over is told."""
        return [charge for charge in self.charges if charge.remaining]

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock of an accepted dossier stands still: its due time is counted again afterwards."""
        return self.dossier.due_at is not None and self.state in PAUSED


def dossier_page(*, code: str, roles: RoleSet, now: datetime) -> DossierPage:
    """Return the dossier; raise Dossier.DoesNotExist when it is out of reach of `roles` or unknown.

    Whoever has the present step sees everything; every other reader sees numbers, telephone and address masked, until
    they ask for them with a reason (`privacy.show_in_full`). What an ended unit had closed is read at its successor.
    """
    dossier, is_inherited = _found(code, roles, now)
    document = dossier.procedure_version.content
    units = {dossier.receiving_unit_id, dossier.deciding_unit_id, dossier.office_unit_id}
    names = unit_names(units, day_of(now))
    events = tuple(dossier.events.select_related("actor_staff").order_by("seq"))
    offered = offered_acts(dossier, events, roles, now)
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
        events=events,
        pauses=tuple(dossier.pauses.all()),
        delivery=Delivery.objects.filter(dossier=dossier).select_related("signature", "sheet").first(),
        result=IssuedResult.objects.filter(dossier=dossier).select_related("original", "issued").first(),
        offered=offered,
        is_free=is_free_for(roles, dossier),
        read_at=now,
        charges=tuple(Charge.objects.visible_to(roles).about(DOSSIER, str(dossier.pk))),
        may_charge=not dossier.is_closed and not document.fee.free and may_charge(roles, dossier),
        in_full=in_full,
        may_complain=dossier.destroyed_at is None and hears(roles, dossier, now),
        is_inherited=is_inherited,
        helped=HelpedFiling.objects.filter(dossier=dossier).select_related("helper", "team", "paper").first(),
        book_numbers=tuple(dossier.result_entries.order_by("pk").values_list("entry__number_text", flat=True)),
    )


def _found(code: str, roles: RoleSet, now: datetime) -> tuple[Dossier, bool]:
    """Return the dossier, and whether it is read because its unit was taken over."""
    for reach, is_inherited in ((Dossier.objects.visible_to, False), (partial(of_predecessors, now=now), True)):
        told = reach(roles).select_related("procedure", "procedure_version", "applicant", "holder")
        if found := told.defer("procedure_version__document").filter(code=code).first():
            return found, is_inherited
    raise Dossier.DoesNotExist
