"""What a coordinator does with a model: a table of acts, each with its form and its one domain call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names, units_below
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.replication.initiatives.actions.assess_initiative import assess_initiative
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.actions.retire_initiative import retire_initiative
from motcua.replication.initiatives.models import Conclusion, Initiative
from motcua.replication.initiatives.states import Action
from motcua.replication.initiatives.web.forms import AssessForm, CallForm, DocumentForm, ReasonForm, VersionForm


class Common(TypedDict):
    """What every action is given."""

    initiative_id: int
    expected_version: int
    by: Staff
    now: datetime


Given = Mapping[str, Any]
FormArguments = Callable[[StaffRequest, Initiative], dict[str, Any]]


def _none(_request: StaffRequest, _initiative: Initiative) -> dict[str, Any]:
    return {}


def _units(request: StaffRequest, initiative: Initiative) -> dict[str, Any]:
    """Return the units below the authority: those a call may name."""
    day = day_of(request.now)
    below = [unit for unit in units_below(initiative.keeper_id, day) if unit != initiative.keeper_id]
    return {"units": unit_names(below or [initiative.keeper_id], day)}


@dataclass(frozen=True)
class Act:
    """One act: its place in the address, its form and what it does. `tone` colours its button."""

    slug: str
    action: Action
    form: type[VersionForm]
    run: Callable[[VersionForm, Common], object]
    arguments: FormArguments = _none
    tone: str = "outline-primary"


def _assess(form: VersionForm, common: Common) -> object:
    assert isinstance(form, AssessForm)  # noqa: S101 - the table pairs them, for the type checker
    given = form.cleaned_data
    conclusion = Conclusion(given["conclusion"])
    return assess_initiative(scores=form.scores, conclusion=conclusion, words=given["words"], **common)


def _recognise(form: VersionForm, common: Common) -> object:
    return recognise_initiative(recognised_by=form.cleaned_data["document"], **common)


def _record(form: VersionForm, common: Common) -> object:
    return recognise_initiative(recognised_by=form.cleaned_data["document"], elsewhere=True, **common)


def _call(form: VersionForm, common: Common) -> object:
    given = form.cleaned_data
    return call_for_replication(unit_ids=given["units"], document=given["document"], **common)


def _retire(form: VersionForm, common: Common) -> object:
    return retire_initiative(reason=form.cleaned_data["reason"], **common)


_ALL = (
    Act("danh-gia", Action.ASSESS, AssessForm, _assess, tone="primary"),
    Act("cong-nhan", Action.RECOGNISE, DocumentForm, _recognise, tone="primary"),
    Act("da-cong-nhan", Action.RECORD_RECOGNITION, DocumentForm, _record),
    Act("nhan-rong", Action.CALL_FOR_REPLICATION, CallForm, _call, _units, "primary"),
    Act("ngung", Action.RETIRE, ReasonForm, _retire, tone="outline-danger"),
)
ACTS: Mapping[str, Act] = {act.slug: act for act in _ALL}
