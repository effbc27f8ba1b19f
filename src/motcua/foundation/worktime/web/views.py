"""Pages of the working calendar: for the public opening hours and days off, for staff the year with its documents."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import may_administer
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names, version_by_code
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.foundation.units.web.reach import chosen_unit
from motcua.foundation.units.web.staff_only import StaffRequest, require_role, require_staff
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.actions.add_local_day import add_local_day
from motcua.foundation.worktime.models import CalendarYear
from motcua.foundation.worktime.web import pages, preview
from motcua.foundation.worktime.web.forms import LocalDayForm


@require_safe
def opening_hours(request: HttpRequest) -> HttpResponse:
    """Show opening hours and days off of this year and the next, of the unit in `?don-vi=` or the common ones."""
    today = clock.now().date()
    code = request.GET.get("don-vi", "")
    try:
        unit = version_by_code(code, today) if code else None
    except NoSuchUnit as unknown:
        raise Http404 from unknown
    unit_id = unit.unit_id if unit else None
    shown = CalendarYear.objects.filter(year__in=(today.year, today.year + 1)).order_by("year")
    context = {
        "unit": unit,
        "week": pages.week_of(unit_id, today),
        "coming": pages.coming_weeks(unit_id, today),
        "years": [(year, pages.days_of(year.year, unit_id)) for year in shown],
    }
    return render(request, "worktime/opening_hours.html", context)


@require_safe
@require_staff
def calendar(request: StaffRequest) -> HttpResponse:
    """Show a year with kinds, documents and what is unverified, and the shifts of one of the reader's units."""
    today = request.now.date()
    names = unit_names(request.roles.unit_ids(), today)
    unit_id = chosen_unit(request)
    years = pages.years()
    wanted = request.GET.get("nam", str(today.year))
    year = next((each for each in years if str(each.year) == wanted), None)
    if year is None and "nam" in request.GET:
        raise Http404
    context = {
        "units": sorted(names.items(), key=lambda each: each[1]),
        "unit_id": unit_id,
        "unit_name": names.get(unit_id, ""),
        "years": years,
        "year": year,
        "wanted": wanted,
        "days": pages.days_of(year.year, unit_id) if year else [],
        "shifts": pages.shifts_of(unit_id),
        "rules": pages.rules_of(unit_id),
        "coming": pages.coming_weeks(unit_id, today),
        "week": pages.week_of(unit_id, today),
        "may_change": may_administer(request.roles, unit_id),
    }
    return render(request, "worktime/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def local_day(request: StaffRequest) -> HttpResponse:
    """Enter a day off of a unit's own, or a swap."""
    unit_id = chosen_unit(request, Role.ADMINISTRATOR)
    form = LocalDayForm(request.POST or None)
    moved: preview.Moving | None = None

    def decide() -> None:
        add_local_day(unit_id=unit_id, by=request.staff, roles=request.roles, now=request.now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid():
        try:
            if preview.is_asked(request):
                with_children = form.cleaned_data["with_children"]
                moved = preview.moved_by(decide, request, unit_id, with_children=with_children)
            else:
                decide()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if moved is None:
                done = _("Đã nhập ngày nghỉ. Hạn của hồ sơ đang giải quyết đang được tính lại: xem Việc chạy nền.")
                messages.success(request, done)
                return redirect(f"{reverse('worktime:calendar')}?don-vi={unit_id}&nam={form.cleaned_data['day'].year}")
    names = unit_names([unit_id], request.now.date())
    context = {"form": form, "unit_id": unit_id, "unit_name": names.get(unit_id, ""), "moved": moved}
    return render(request, "worktime/local_day.html", context, status=422 if form.errors else 200)
