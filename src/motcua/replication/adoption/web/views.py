"""The models a unit takes over: list, matrix, plan, one adoption with its acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import JsonValue

from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import ServiceNotLive, live_settings
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS, may_answer_for
from motcua.replication.adoption import queries
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.models import Adoption, AdoptionState
from motcua.replication.adoption.plans import LABELS
from motcua.replication.adoption.refusals import Conflict
from motcua.replication.adoption.settings_form import PREFIX, WRONG, settings_initial, settings_words
from motcua.replication.adoption.states import TRANSITIONS, Action
from motcua.replication.adoption.web.acts import ACTS, Act, Common
from motcua.replication.adoption.web.forms import ActForm, ChangeForm, PlanForm, initial_of
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.shelf import the_shelf
from motcua.services.registry import SettingsRefused, service

CONFLICT, UNPROCESSABLE = 409, 422
ANSWERING = (Role.LEADER, Role.COORDINATOR)
KINDS = dict(Action.choices)
LONGEST_ID = 10


@dataclass(frozen=True)
class Stage:
    """One line of the timeline: done, current or next."""

    title: StrOrPromise
    when: datetime | str
    state: str
    text: StrOrPromise = ""


@require_safe
@require_role(*WATCHERS)
def adoptions(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/ap-dung/`: what one's units take over."""
    day = day_of(request.now)
    reach = Adoption.objects.visible_to(request.roles)
    units = unit_names(set(reach.values_list("unit_id", flat=True)), day)
    unit, state = request.GET.get("don-vi", ""), request.GET.get("trang-thai", "")
    unit_id = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < LONGEST_ID else None
    context = {
        "rows": queries.rows(reach, day=day, unit_id=unit_id, state=state if state in AdoptionState.values else ""),
        "asked": {"don-vi": unit, "trang-thai": state},
        "is_narrowed": bool(unit or state),
        "units": sorted(units.items(), key=lambda pair: pair[1]),
        "states": AdoptionState.choices,
    }
    return render(request, "adoption/adoptions.html", context)


@require_safe
@require_role(*WATCHERS)
def matrix(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/ap-dung/bang/`: models against units: who must, who prepares, who uses, since when."""
    return render(request, "adoption/matrix.html", {"matrix": queries.matrix(request.roles, day=day_of(request.now))})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING)
def plan(request: StaffRequest, model: str) -> HttpResponse:
    """`/can-bo/nhan-rong/ap-dung/lap-ke-hoach/<code>/`: choose the unit, then plan."""
    initiative = Initiative.objects.visible_to(request.roles).filter(code=model).first()
    if initiative is None:
        raise Http404
    units = unit_names(request.roles.unit_ids(*ANSWERING), day_of(request.now))
    chosen = request.GET.get("don-vi", "") or (str(next(iter(units))) if len(units) == 1 else "")
    if not chosen.isascii() or not chosen.isdigit() or int(chosen) not in units:
        ordered = sorted(units.items(), key=lambda pair: pair[1])
        return render(request, "adoption/choose_unit.html", {"initiative": initiative, "units": ordered})
    unit_id = int(chosen)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        people=queries.people_of(unit_id),
        initiative=initiative,
        initial=settings_initial(_settings_in_use(unit_id, initiative.service, request.now)),
    )
    asked = queries.requirements_for(initiative.pk, unit_id)
    if form.is_valid():
        try:
            made = plan_adoption(
                initiative_id=initiative.pk,
                unit_id=unit_id,
                plan=form.plan,
                requirement_id=asked[0].pk if asked else None,
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            _show_at_fields(form, refusal)
        else:
            messages.success(request, _("Đã lập kế hoạch áp dụng."))
            return redirect("adoption:adoption", made.pk)
    context = {"initiative": initiative, "form": form, "unit_name": units[unit_id], "asked": asked}
    return render(request, "adoption/plan.html", context, status=UNPROCESSABLE if form.errors else 200)


def _settings_in_use(unit_id: int, code: str, now: datetime) -> Mapping[str, JsonValue]:
    """Return the settings with which the unit runs the service for another model: a plan begins with them."""
    try:
        return live_settings(unit_id, code, now)
    except ServiceNotLive:
        return {}


@require_safe
@require_role(*WATCHERS)
def adoption(request: StaffRequest, adoption_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/ap-dung/<id>/`: one adoption with its timeline, settings, acts and history."""
    shown = _visible(request, adoption_id)
    answers = may_answer_for(request.roles, shown.unit_id)
    sources = {action: row.sources for action, row in TRANSITIONS.items()}
    possible = {action for action in Action if answers and AdoptionState(shown.state) in sources[action]}
    context = {
        **_names(request, shown),
        "stages": _stages(shown),
        "settings": settings_words(shown.initiative.service, shown.settings),
        "acts": [act for act in ACTS.values() if act.action in possible],
        "may_change": Action.CHANGE in possible,
        "take_page": the_shelf().take_page if Action.CHANGE in possible and _has_kit(shown) else "",
        "events": list(shown.events.order_by("-seq")),
    }
    return render(request, "adoption/adoption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING)
def change(request: StaffRequest, adoption_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/ap-dung/<id>/sua/`: owner, days, settings; the second editor sees what the first changed."""
    shown = _answered_for(request, adoption_id)
    given: dict[str, Any] = {"people": queries.people_of(shown.unit_id), "initiative": shown.initiative}
    context = _names(request, shown)
    if request.method != "POST":
        return render(
            request, "adoption/change.html", {**context, "form": ChangeForm(initial=initial_of(shown), **given)}
        )
    form = ChangeForm(request.POST, **given)
    if form.is_valid():
        try:
            change_adoption(plan=form.plan, **_common(request, shown, form))
        except Conflict as conflict:
            form = ChangeForm(_with_version(request, shown), **given)
            return render(
                request, "adoption/change.html", {**context, "form": form, "conflict": conflict}, status=CONFLICT
            )
        except Refused as refusal:
            _show_at_fields(form, refusal)
        else:
            messages.success(request, _("Đã ghi thay đổi."))
            return redirect("adoption:adoption", shown.pk)
    return render(request, "adoption/change.html", {**context, "form": form}, status=UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING)
def act(request: StaffRequest, adoption_id: int, act: str) -> HttpResponse:
    """`/can-bo/nhan-rong/ap-dung/<id>/<act>/`: one act with one adoption."""
    shown, chosen = _answered_for(request, adoption_id), ACTS.get(act)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        return _show(request, shown, chosen, chosen.form(initial={"version": shown.version}))
    form = chosen.form(request.POST)
    if not form.is_valid():
        return _show(request, shown, chosen, form)
    try:
        chosen.run(form, _common(request, shown, form))
    except Conflict as conflict:
        again = chosen.form(_with_version(request, shown))
        return _show(request, shown, chosen, again, conflict=conflict)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, shown, chosen, form)
    messages.success(request, _("Đã ghi: %(act)s.") % {"act": chosen.action.label})
    return redirect("adoption:adoption", shown.pk)


def _show(
    request: StaffRequest, shown: Adoption, chosen: Act, form: ActForm, *, conflict: Conflict | None = None
) -> HttpResponse:
    context = {**_names(request, shown), "act": chosen, "form": form, "conflict": conflict}
    status = CONFLICT if conflict else UNPROCESSABLE if form.is_bound else 200
    return render(request, "adoption/act.html", context, status=status)


def _visible(request: StaffRequest, adoption_id: int) -> Adoption:
    reach = Adoption.objects.visible_to(request.roles)
    found = reach.select_related("initiative", "owner", "requirement__directive").filter(pk=adoption_id).first()
    if found is None:
        raise Http404
    return found


def _has_kit(shown: Adoption) -> bool:
    """Tell whether the service of the model makes kits."""
    return bool(shown.initiative.service) and service(shown.initiative.service).kit is not None


def _answered_for(request: StaffRequest, adoption_id: int) -> Adoption:
    """Return an adoption for whose unit the person signed in answers; raise Http404 for any other."""
    found = _visible(request, adoption_id)
    if not may_answer_for(request.roles, found.unit_id):
        raise Http404
    return found


def _names(request: StaffRequest, shown: Adoption) -> dict[str, Any]:
    name = unit_names([shown.unit_id], day_of(request.now))[shown.unit_id]
    return {"adoption": shown, "unit_name": name, "labels": LABELS, "kinds": KINDS}


def _common(request: StaffRequest, shown: Adoption, form: ActForm | ChangeForm) -> Common:
    return {
        "adoption_id": shown.pk,
        "expected_version": form.cleaned_data["version"],
        "by": request.staff,
        "now": request.now,
    }


def _with_version(request: StaffRequest, shown: Adoption) -> QueryDict:
    """Return what was typed with the present version: the next click knowingly replaces what is now shown."""
    typed = request.POST.copy()
    typed["version"] = str(shown.version)
    return typed


def _show_at_fields(form: PlanForm, refusal: Refused) -> None:
    faults: Mapping[str, StrOrPromise] = {refusal.code: str(refusal)}
    if isinstance(refusal, SettingsRefused):
        faults = {PREFIX + name: WRONG for name in refusal.faults}
    for name, text in faults.items():
        form.add_error(name if name in form.fields else None, str(text))


def _stages(shown: Adoption) -> list[Stage]:
    """Return the way of an adoption: what has happened with its moment, what is to come with its planned day."""
    state = AdoptionState(shown.state)
    order = [AdoptionState.PLANNED, AdoptionState.TRIAL, AdoptionState.LIVE, AdoptionState.ASSESSED]
    happened = {event.to_state: event.at for event in shown.events.all()}
    stages = []
    for one in order:
        planned = {AdoptionState.TRIAL: shown.trial_on, AdoptionState.LIVE: shown.live_on}.get(one)
        if one in happened:
            stages.append(Stage(one.label, happened[one], "current" if one == state else "done"))
        elif state is not AdoptionState.STOPPED and order.index(one) > order.index(state):
            when = _("dự kiến %(day)s") % {"day": f"{planned:%d/%m/%Y}"} if planned else ""
            stages.append(Stage(one.label, when, "next"))
    if state is AdoptionState.STOPPED:
        stages.append(Stage(state.label, happened[state], "current"))
    return stages
