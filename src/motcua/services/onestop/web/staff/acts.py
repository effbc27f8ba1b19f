"""What staff can do with a dossier: a table of acts, each with its form and its one domain call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Staff
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.allow_delay import allow_delay
from motcua.services.onestop.actions.allow_supplement import allow_supplement
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.assign_dossier import assign_dossier
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.draft_apology import draft_apology
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.release_dossier import release_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.actions.return_result import Handing, return_result
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.actions.verify_help import verify_help
from motcua.services.onestop.holds import Hold
from motcua.services.onestop.models import Dossier, IdentityCheck, Outcome, PauseCause, Relation
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.procedure_acts import rule_for
from motcua.services.onestop.queries.dossier import DossierPage
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.clock_forms import ApologyForm, ExtendForm, HoldForm, ResumeForm
from motcua.services.onestop.web.staff.forms import (
    ActForm,
    AssignForm,
    DecideForm,
    EvidenceForm,
    HandOverForm,
    NoteForm,
    PaymentForm,
    ReasonForm,
    ReceivedForm,
    RejectForm,
    SupplementForm,
    VerifyForm,
)
from motcua.services.onestop.web.staff.return_form import ReturnForm


class Common(TypedDict):
    """What every action is given."""

    dossier_id: int
    expected_version: int
    by: Staff
    now: datetime


@dataclass(frozen=True)
class Pressed:
    """A form that was sent for a dossier by a member of staff."""

    request: StaffRequest
    page: DossierPage
    form: ActForm

    @property
    def common(self) -> Common:
        """Return what every action is given."""
        return {
            "dossier_id": self.page.dossier.pk,
            "expected_version": self.form.cleaned_data["version"],
            "by": self.request.staff,
            "now": self.request.now,
        }


Run = Callable[[Pressed], Dossier]


@dataclass(frozen=True)
class Act:
    """One act: its place in the address, its words, its form and what it does. `tone` colours its button."""

    slug: str
    action: Action
    label: StrOrPromise
    form: type[ActForm]
    run: Run
    tone: str = "outline-primary"

    def at_once(self, page: DossierPage) -> bool:
        """Tell whether the button does it without asking anything more."""
        if self.form is HandOverForm:
            return rule_for(page.document, self.action, page.dossier.step) is None
        return self.form is ActForm


def _papers_asked(pressed: Pressed) -> tuple[Asked, ...]:
    form = pressed.form
    assert isinstance(form, SupplementForm)  # noqa: S101 - the table pairs them, for the type checker
    document = pressed.page.document
    listed = [Asked(title=document.paper(key).title.vi, key=key) for key in form.cleaned_data["papers"]]
    return (*listed, *(Asked(title=title) for title in form.other_titles))


def _papers_received(pressed: Pressed) -> tuple[HandedIn, ...]:
    known = {paper.key for paper in pressed.page.document.papers}
    chosen = pressed.form.cleaned_data["papers"]
    return tuple(HandedIn(key) if key in known else HandedIn(title=key) for key in chosen)


def _handing(given: Mapping[str, Any]) -> Handing:
    return Handing(
        receiver_name=given["receiver_name"],
        relation=Relation(given["relation"]),
        identity_check=IdentityCheck(given["identity_check"]),
        signed_on_paper=given["signed_on_paper"],
        drawing=given["signature"],
        sheet=given["sheet"],
    )


def _hold(given: Mapping[str, Any]) -> Hold:
    return Hold(PauseCause(given["cause"]), given["reason"], given["legal_ground"], given["evidence"])


def _act(slug: str, action: Action, form: type[ActForm], run: Run, tone: str = "outline-primary") -> Act:
    return Act(slug, action, action.label, form, run, tone)


_ALL = (
    _act(
        "xac-minh-nop-giup",
        Action.VERIFY_HELP,
        VerifyForm,
        lambda p: verify_help(reason=p.form.cleaned_data["reason"], **p.common),
        "primary",
    ),
    _act("tiep-nhan", Action.ACCEPT, ActForm, lambda p: accept_dossier(**p.common), "primary"),
    _act("nhan-xu-ly", Action.TAKE, ActForm, lambda p: take_dossier(**p.common)),
    _act(
        "chuyen-buoc",
        Action.HAND_OVER,
        HandOverForm,
        lambda p: hand_over(to_step=p.form.cleaned_data["to_step"], note=p.form.cleaned_data["note"], **p.common),
        "primary",
    ),
    _act(
        "ky-ket-qua",
        Action.DECIDE,
        DecideForm,
        lambda p: decide_result(
            outcome=Outcome(p.form.cleaned_data["outcome"]),
            reason=p.form.cleaned_data["reason"],
            result=p.form.cleaned_data["result"],
            is_paper_only=p.form.cleaned_data.get("is_paper_only", False),
            number=p.form.cleaned_data["number"],
            **p.common,
        ),
        "primary",
    ),
    _act(
        "tra-ket-qua",
        Action.RETURN,
        ReturnForm,
        lambda p: return_result(handing=_handing(p.form.cleaned_data), **p.common),
        "primary",
    ),
    _act(
        "nhan-bo-sung",
        Action.RECEIVE_SUPPLEMENT,
        ReceivedForm,
        lambda p: receive_supplement(papers=_papers_received(p), **p.common),
        "primary",
    ),
    _act(
        "yeu-cau-bo-sung",
        Action.REQUEST_SUPPLEMENT,
        SupplementForm,
        lambda p: request_supplement(items=_papers_asked(p), reason=p.form.cleaned_data["reason"], **p.common),
    ),
    _act(
        "cho-phep-bo-sung",
        Action.ALLOW_SUPPLEMENT,
        ReasonForm,
        lambda p: allow_supplement(reason=p.form.cleaned_data["reason"], **p.common),
    ),
    _act(
        "yeu-cau-nop-tien",
        Action.REQUEST_PAYMENT,
        PaymentForm,
        lambda p: request_payment(reason=p.form.cleaned_data["reason"], **p.common),
    ),
    _act(
        "da-nop-tien",
        Action.CONFIRM_PAYMENT,
        EvidenceForm,
        lambda p: confirm_payment(evidence=p.form.cleaned_data["evidence"], **p.common),
        "primary",
    ),
    _act(
        "tinh-tiep",
        Action.RESUME,
        ResumeForm,
        lambda p: resume_clock(evidence=p.form.cleaned_data["evidence"], **p.common),
        "primary",
    ),
    _act("tam-dung", Action.PAUSE, HoldForm, lambda p: pause_clock(hold=_hold(p.form.cleaned_data), **p.common)),
    _act(
        "gia-han",
        Action.EXTEND,
        ExtendForm,
        lambda p: extend_limit(
            rule=p.form.cleaned_data["rule"],
            days=p.form.cleaned_data["days"],
            reason=p.form.cleaned_data["reason"],
            legal_ground=p.form.cleaned_data["legal_ground"],
            **p.common,
        ),
    ),
    _act(
        "soan-xin-loi",
        Action.DRAFT_APOLOGY,
        ApologyForm,
        lambda p: draft_apology(
            reason=p.form.cleaned_data["reason"], new_day=p.form.cleaned_data["new_day"], **p.common
        ),
    ),
    _act(
        "xin-loi-hen-lai",
        Action.APOLOGISE,
        ApologyForm,
        lambda p: apologise(reason=p.form.cleaned_data["reason"], new_day=p.form.cleaned_data["new_day"], **p.common),
    ),
    _act(
        "cho-phep-hen-lai",
        Action.ALLOW_DELAY,
        ReasonForm,
        lambda p: allow_delay(reason=p.form.cleaned_data["reason"], **p.common),
    ),
    _act(
        "giao-nguoi-xu-ly",
        Action.ASSIGN,
        AssignForm,
        lambda p: assign_dossier(
            to_staff_id=int(p.form.cleaned_data["to_staff"]), reason=p.form.cleaned_data["reason"], **p.common
        ),
    ),
    _act("tra-lai", Action.RELEASE, ActForm, lambda p: release_dossier(**p.common)),
    _act("ghi-chu", Action.NOTE, NoteForm, lambda p: add_note(text=p.form.cleaned_data["text"], **p.common)),
    _act(
        "tu-choi",
        Action.REJECT,
        RejectForm,
        lambda p: reject_dossier(
            reason=p.form.cleaned_data["reason"], legal_ground=p.form.cleaned_data["legal_ground"], **p.common
        ),
        "outline-danger",
    ),
    _act(
        "rut-ho-so",
        Action.WITHDRAW,
        ReasonForm,
        lambda p: withdraw_dossier(reason=p.form.cleaned_data["reason"], **p.common),
        "outline-danger",
    ),
    _act(
        "dung-giai-quyet",
        Action.STOP,
        RejectForm,
        lambda p: stop_dossier(
            reason=p.form.cleaned_data["reason"], legal_ground=p.form.cleaned_data["legal_ground"], **p.common
        ),
        "outline-danger",
    ),
    _act(
        "phan-doi-nop-giup",
        Action.OBJECT,
        ReasonForm,
        lambda p: object_to_help(reason=p.form.cleaned_data["reason"], **p.common),
    ),
)
ACTS: Mapping[str, Act] = {act.slug: act for act in _ALL}
