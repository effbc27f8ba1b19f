"""Pages on which an administrator decides the hours of a unit and how its clock counts, from a day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.foundation.units.web.reach import chosen_unit
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.foundation.worktime.actions.set_clock_rule import set_clock_rule
from motcua.foundation.worktime.actions.set_opening_hours import set_opening_hours
from motcua.foundation.worktime.dated import edition_of
from motcua.foundation.worktime.models import ClockRule, Shift
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import ShiftHours, ShiftKind, WorkCalendar
from motcua.foundation.worktime.web import pages, preview
from motcua.foundation.worktime.web.forms import WEEKDAYS, ClockRuleForm, DecisionForm, OpeningHoursForm

CONFLICT = 409
INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def opening_hours_of_unit(request: StaffRequest) -> HttpResponse:
    """`/can-bo/lich/gio-lam-viec/`: the week of a unit from a day on."""
    unit_id, today = chosen_unit(request, Role.ADMINISTRATOR), request.now.date()
    common = {weekday: _typed(calendar_for(None).regular_hours(weekday, today)) for weekday in WEEKDAYS}
    seen = edition_of(unit_id, Shift)
    coming = pages.coming_weeks(unit_id, today)
    # what is decided already is where one goes on from: today's hours would take it back unseen
    newest = coming[-1][0] if coming else today
    form = OpeningHoursForm(request.POST or None, common=common, initial={"seen": seen, **_week(unit_id, newest)})

    def decide() -> None:
        set_opening_hours(
            unit_id=unit_id,
            openings=form.openings,
            valid_from=form.cleaned_data["valid_from"],
            document=form.cleaned_data["document"],
            with_children=form.cleaned_data["with_children"],
            seen=form.cleaned_data["seen"],
            by=request.staff,
            roles=request.roles,
            now=request.now,
        )

    done = _("Đã ghi giờ làm việc mới. Hạn của hồ sơ đang giải quyết đang được tính lại: xem Việc chạy nền.")
    status, moved = _decide(request, form, decide, seen)
    if status is None:
        return _back(request, unit_id, done)
    context: dict[str, object] = {
        "moved": moved,
        "form": form,
        "days": [(day, form[f"office_{day}"], form[f"after_hours_{day}"]) for day in WEEKDAYS],
        "week": pages.week_of(unit_id, today),
        "coming": coming,
    }
    return _page(request, "worktime/set_hours.html", unit_id, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def clock_rule_of_unit(request: StaffRequest) -> HttpResponse:
    """`/can-bo/lich/cach-tinh-han/`: how the clock of a unit counts from a day on."""
    unit_id, today = chosen_unit(request, Role.ADMINISTRATOR), request.now.date()
    seen = edition_of(unit_id, ClockRule)
    calendar = calendar_for(unit_id)
    newest = max([today, *(each.valid_from for each in calendar.switches if each.valid_from)])
    form = ClockRuleForm(request.POST or None, initial={"seen": seen, **_rule(calendar, newest)})

    def decide() -> None:
        set_clock_rule(
            unit_id=unit_id,
            switches=form.switches,
            valid_from=form.cleaned_data["valid_from"],
            document=form.cleaned_data["document"],
            with_children=form.cleaned_data["with_children"],
            seen=form.cleaned_data["seen"],
            by=request.staff,
            roles=request.roles,
            now=request.now,
        )

    done = _("Đã ghi cách tính hạn mới. Hạn của hồ sơ đang giải quyết đang được tính lại: xem Việc chạy nền.")
    status, moved = _decide(request, form, decide, seen)
    if status is None:
        return _back(request, unit_id, done)
    context: dict[str, object] = {"form": form, "rules": pages.rules_of(unit_id), "moved": moved}
    return _page(request, "worktime/set_rule.html", unit_id, context, status)


def _decide(
    request: StaffRequest, form: DecisionForm, decide: Callable[[], None], seen: str
) -> tuple[int | None, preview.Moving | None]:
    """Do it, or count what it would move. Return None when it is done, else the status of the page that asks (again);
    and which due times would move, None when nobody asked.
    """
    if request.method != "POST":
        return 200, None
    if not form.is_valid():
        return INVALID, None
    try:
        if preview.is_asked(request):
            unit_id, with_children = chosen_unit(request, Role.ADMINISTRATOR), form.cleaned_data["with_children"]
            return 200, preview.moved_by(decide, request, unit_id, with_children=with_children)
        decide()
    except ChangedMeanwhile as conflict:
        form.data = request.POST.copy()
        form.data["seen"] = seen  # the page now shows what the colleague decided: sending again is meant
        form.add_error(None, str(conflict))
        return CONFLICT, None
    except Refused as refusal:
        form.add_error({"past": "valid_from", "document": "document"}.get(refusal.code), str(refusal))
        return INVALID, None
    return None, None


def _back(request: StaffRequest, unit_id: int, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect(f"{reverse('worktime:calendar')}?don-vi={unit_id}")


def _page(request: StaffRequest, template: str, unit_id: int, context: dict[str, object], status: int) -> HttpResponse:
    names = unit_names([unit_id], request.now.date())
    context |= {"unit_id": unit_id, "unit_name": names.get(unit_id, ""), "is_conflict": status == CONFLICT}
    return render(request, template, context, status=status)


def _week(unit_id: int, day: date) -> dict[str, str]:
    """Return the unit's own hours on `day` as they would be typed."""
    calendar = calendar_for(unit_id)
    return {
        f"{kind}_{weekday}": _typed([each for each in hours if each.kind is kind and each.is_own])
        for weekday in WEEKDAYS
        for hours in [calendar.regular_hours(weekday, day)]
        for kind in ShiftKind
    }


def _typed(hours: list[ShiftHours]) -> str:
    return ", ".join(f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in hours)


def _rule(calendar: WorkCalendar, day: date) -> dict[str, object]:
    switches = calendar.switches_on(day)
    names = ("makeup_may_be_due", "saturday_counts", "same_day_until", "minutes_a_day")
    return {name: getattr(switches, name) for name in names}
