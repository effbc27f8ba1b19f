"""The tree of units on a day, and one unit with its versions and lineage."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import may_administer
from motcua.foundation.units.actions.change_unit import change_unit
from motcua.foundation.units.day_one import reminders_of
from motcua.foundation.units.listing import lineage_rows, unit_forest
from motcua.foundation.units.models import Level, Unit, UnitVersion
from motcua.foundation.units.queries import children, search_units, unit_names, versions_of
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.versions import UnitFacts
from motcua.foundation.units.web.forms import UnitForm
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff

CONFLICT = 409


@require_safe
@require_staff
def unit_tree(request: StaffRequest) -> HttpResponse:
    """Show the units of `ngay` (today when it says nothing) as a tree, or those that `q` finds."""
    day, text = _chosen_day(request), request.GET.get("q", "").strip()
    context = {
        "day": day,
        "text": text,
        "found": search_units(text, day).select_related("unit") if text else None,
        "roots": [] if text else unit_forest(day),
    }
    return render(request, "units/unit_tree.html", context)


@require_safe
@require_staff
def unit_page(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Show a unit: what holds today, all versions, where it came from, what became of it."""
    unit = get_object_or_404(Unit, pk=unit_id)
    today = day_of(request.now)
    versions = list(unit.versions.order_by("-valid"))
    origins, successions = lineage_rows(unit.pk, today)
    context = {
        "unit": unit,
        "today": today,
        "shown": versions_of([unit.pk], today)[unit.pk],
        "versions": versions,
        "parents": unit_names({one.parent_id for one in versions if one.parent_id}, today),
        "children": list(children(unit, today)),
        "origins": origins,
        "successions": successions,
        "may_change": may_administer(request.roles, unit.pk),
        "reminders": reminders_of(unit.pk, request.roles, request.now) if _stands(versions, today) else [],
    }
    return render(request, "units/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def edit_unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Change code or name of a unit from a day on."""
    if not may_administer(request.roles, unit_id):
        raise Http404
    versions = UnitVersion.objects.on(day_of(request.now)).filter(unit=unit_id)
    version = get_object_or_404(versions)
    if request.method != "POST":
        return _edit_page(request, version, _unit_form(version))
    form = UnitForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, version, form, status=422)
    try:
        _change(request, version, form)
    except ChangedMeanwhile as conflict:
        typed = request.POST.copy()
        typed["seen_version"] = str(version.pk)
        form = UnitForm(typed)
        form.add_error(None, str(conflict))
        return _edit_page(request, version, form, status=CONFLICT)
    except Refused as refusal:
        form.add_error("code" if refusal.code == "code_taken" else "first_day", str(refusal))
        return _edit_page(request, version, form, status=422)
    messages.success(request, _("Đã ghi thông tin mới; thông tin cũ được giữ lại trong lịch sử."))
    return redirect("units:unit", unit_id)


def _stands(versions: list[UnitVersion], today: date) -> bool:
    return any(today in version.valid for version in versions)


def _change(request: StaffRequest, version: UnitVersion, form: UnitForm) -> None:
    facts = UnitFacts(
        code=form.cleaned_data["code"],
        code_is_verified=form.cleaned_data["code_is_verified"],
        administrative_code=version.administrative_code,
        name=form.cleaned_data["name"],
        short_name=form.cleaned_data["short_name"],
        name_en=form.cleaned_data["name_en"],
        level=form.cleaned_data["level"],
        parent_id=version.parent_id,
        document=form.cleaned_data["document"],
    )
    change_unit(
        unit_id=version.unit_id,
        facts=facts,
        first_day=form.cleaned_data["first_day"],
        seen_version_id=form.cleaned_data["seen_version"],
        by=request.staff,
        now=request.now,
    )


def _unit_form(version: UnitVersion) -> UnitForm:
    return UnitForm(
        initial={
            "code": version.code,
            "code_is_verified": version.code_is_verified,
            "name": version.name,
            "short_name": version.short_name,
            "name_en": version.name_en,
            "level": Level(version.level),
            "seen_version": version.pk,
        }
    )


def _edit_page(request: StaffRequest, version: UnitVersion, form: UnitForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "version": version, "is_conflict": status == CONFLICT}
    return render(request, "units/edit_unit.html", context, status=status)


def _chosen_day(request: StaffRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return day_of(request.now)
