"""The register of models for staff: find, compare, read, propose, revise, and each act with one model."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role, Unit
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS, may_answer_for
from motcua.replication.initiatives.access import may
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.revise_initiative import revise_initiative
from motcua.replication.initiatives.content import LABELS, content_of
from motcua.replication.initiatives.models import Initiative, InitiativeState
from motcua.replication.initiatives.queries import Wanted, find, origins, page_of, service_choices
from motcua.replication.initiatives.reference import assessment_form
from motcua.replication.initiatives.refusals import Conflict
from motcua.replication.initiatives.shelf import the_shelf
from motcua.replication.initiatives.states import TRANSITIONS, Action
from motcua.replication.initiatives.usage import usage_source
from motcua.replication.initiatives.web.acts import ACTS, Act, Common
from motcua.replication.initiatives.web.forms import ProposeForm, ReviseForm, VersionForm, initial_of

CONFLICT, WRONG = 409, 422
KINDS = dict(Action.choices)
MOST_COMPARED = 3
LONGEST_ID = 10
ANSWERING = (Role.LEADER, Role.COORDINATOR)


@require_safe
@require_role(*WATCHERS)
def register(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/mo-hinh/`: the models one may read, with filters."""
    day = day_of(request.now)
    reach = Initiative.objects.visible_to(request.roles)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "trang-thai", "don-vi", "dich-vu")}
    unit = asked["don-vi"]
    wanted = Wanted(
        text=asked["q"],
        state=asked["trang-thai"] if asked["trang-thai"] in InitiativeState.values else "",
        origin_id=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < LONGEST_ID else None,
        service=asked["dich-vu"],
    )
    context = {
        "rows": find(reach, wanted, day=day),
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "states": InitiativeState.choices,
        "origins": origins(reach, day),
        "services": service_choices(),
        "may_propose": request.roles.somewhere(*ANSWERING),
    }
    return render(request, "initiatives/register.html", context)


@require_safe
@require_role(*WATCHERS)
def compare(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/mo-hinh/so-sanh/?ma=…&ma=…`: two or three models side by side."""
    codes = list(dict.fromkeys(request.GET.getlist("ma")))
    if not 1 < len(codes) <= MOST_COMPARED:
        messages.info(request, _("Hãy đánh dấu hai hoặc ba mô hình rồi bấm So sánh."))
        return redirect("initiatives:register")
    found = {one.code: one for one in Initiative.objects.visible_to(request.roles).filter(code__in=codes)}
    if len(found) != len(codes):
        raise Http404
    day = day_of(request.now)
    pages = [page_of(found[code], day=day) for code in codes]
    return render(request, "initiatives/compare.html", {"pages": pages, "form": assessment_form()})


@require_safe
@require_role(*WATCHERS)
def initiative(request: StaffRequest, model: str) -> HttpResponse:
    """`/can-bo/nhan-rong/mo-hinh/<code>/`: one model whole."""
    shown = visible(request, model)
    possible = {action for action in Action if _is_possible(request, shown, action)}
    context = {
        "page": page_of(shown, day=day_of(request.now)),
        "labels": LABELS,
        "kinds": KINDS,
        "form": assessment_form(),
        "pages": usage_source(),
        "kits": the_shelf().kits(shown.pk, day_of(request.now)),
        "take_page": the_shelf().take_page,
        "acts": [act for act in ACTS.values() if act.action in possible],
        "may_revise": Action.REVISE in possible,
        "may_adopt": shown.state in {InitiativeState.RECOGNISED, InitiativeState.TO_REPLICATE}
        and request.roles.somewhere(*ANSWERING),
    }
    return render(request, "initiatives/initiative.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*ANSWERING)
def propose(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/mo-hinh/de-xuat/`: propose a model of one's unit; a coordinator also one seen elsewhere."""
    form = ProposeForm(request.POST if request.method == "POST" else None, units=_origin_units(request))
    if form.is_valid():
        origin = form.cleaned_data["origin"]
        try:
            made = propose_initiative(
                origin_unit_id=origin,
                keeper_id=None if may_answer_for(request.roles, origin) else request.staff.home_unit_id,
                content=form.content,
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã ghi đề xuất %(code)s.") % {"code": made.code})
            return redirect("initiatives:initiative", made.code)
    return render(request, "initiatives/propose.html", {"form": form}, status=WRONG if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING)
def revise(request: StaffRequest, model: str) -> HttpResponse:
    """`/can-bo/nhan-rong/mo-hinh/<code>/sua/`: the second of two editors sees what the first has changed."""
    shown = visible(request, model)
    if not may(request.roles, shown, Action.REVISE):
        raise Http404
    if request.method != "POST":
        form = ReviseForm(initial=initial_of(content_of(shown), shown.version))
        return render(
            request, "initiatives/revise.html", {"initiative": shown, "form": form, "labels": LABELS, "kinds": KINDS}
        )
    form = ReviseForm(request.POST)
    context = {"initiative": shown, "form": form, "labels": LABELS, "kinds": KINDS}
    if form.is_valid():
        try:
            revise_initiative(content=form.content, **_common(request, shown, form))
        except Conflict as conflict:
            context["form"] = _again(ReviseForm, request, shown)
            return render(request, "initiatives/revise.html", {**context, "conflict": conflict}, status=CONFLICT)
        except Refused as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã ghi thay đổi."))
            return redirect("initiatives:initiative", shown.code)
    return render(request, "initiatives/revise.html", context, status=WRONG)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(Role.COORDINATOR)
def act(request: StaffRequest, model: str, act: str) -> HttpResponse:
    """`/can-bo/nhan-rong/mo-hinh/<code>/<act>/`: one act with one model."""
    shown, chosen = visible(request, model), ACTS.get(act)
    if chosen is None or not may(request.roles, shown, chosen.action):
        raise Http404
    arguments = chosen.arguments(request, shown)
    if request.method != "POST":
        initial = {"version": shown.version, "document": shown.recognised_by}
        return _show(request, shown, chosen, chosen.form(initial=initial, **arguments))
    form = chosen.form(request.POST, **arguments)
    if not form.is_valid():
        return _show(request, shown, chosen, form)
    try:
        chosen.run(form, _common(request, shown, form))
    except Conflict as conflict:
        again = chosen.form(_with_version(request, shown), **arguments)
        return _show(request, shown, chosen, again, conflict=conflict)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, shown, chosen, form)
    messages.success(request, _("Đã ghi: %(act)s.") % {"act": chosen.action.label})
    return redirect("initiatives:initiative", shown.code)


def visible(request: StaffRequest, code: str) -> Initiative:
    """Return the model with this code that the person signed in may read; raise Http404 for any other."""
    found = Initiative.objects.visible_to(request.roles).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: StaffRequest, shown: Initiative, chosen: Act, form: VersionForm, *, conflict: Conflict | None = None
) -> HttpResponse:
    context = {
        "initiative": shown,
        "act": chosen,
        "form": form,
        "conflict": conflict,
        "labels": LABELS,
        "kinds": KINDS,
        "criteria": assessment_form() if chosen.action is Action.ASSESS else None,
    }
    status = CONFLICT if conflict else WRONG if form.is_bound else 200
    return render(request, "initiatives/act.html", context, status=status)


def _common(request: StaffRequest, shown: Initiative, form: VersionForm) -> Common:
    return {
        "initiative_id": shown.pk,
        "expected_version": form.cleaned_data["version"],
        "by": request.staff,
        "now": request.now,
    }


def _again(form: type[ReviseForm], request: StaffRequest, shown: Initiative) -> ReviseForm:
    """Return what was typed with the present version: the next click knowingly replaces what is now shown beside it."""
    return form(_with_version(request, shown))


def _with_version(request: StaffRequest, shown: Initiative) -> QueryDict:
    typed = request.POST.copy()
    typed["version"] = str(shown.version)
    return typed


def _is_possible(request: StaffRequest, shown: Initiative, action: Action) -> bool:
    row = TRANSITIONS[action]
    return not row.is_new and InitiativeState(shown.state) in row.sources and may(request.roles, shown, action)


def _origin_units(request: StaffRequest) -> dict[int, str]:
    """Return the units whose model one may write down: one's own, for a coordinator every one there is."""
    day = day_of(request.now)
    if request.roles.has(Role.COORDINATOR, request.staff.home_unit_id):
        return unit_names(Unit.objects.standing_on(day).values_list("pk", flat=True), day)
    return unit_names(request.roles.unit_ids(*ANSWERING), day)
