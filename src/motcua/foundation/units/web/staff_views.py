"""Staff of the units one administers or audits: the list, a person, their roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import may_administer
from motcua.foundation.units.actions.assign_role import assign_role
from motcua.foundation.units.actions.change_staff import change_staff
from motcua.foundation.units.actions.end_role import end_role
from motcua.foundation.units.listing import roles_in
from motcua.foundation.units.listing import staff_page as page_of_staff
from motcua.foundation.units.models import OVERSEERS, Role, RoleAssignment, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.forms import EndRoleForm, RoleForm, StaffForm
from motcua.foundation.units.web.reach import administered_person, administered_units, status_of, visible_person
from motcua.foundation.units.web.staff_only import StaffRequest, require_role

CONFLICT = 409


@require_safe
@require_role(*OVERSEERS)
def staff_list(request: StaffRequest) -> HttpResponse:
    """List the staff one may see, by given name; `q` searches, `trang` is the page."""
    text, number = request.GET.get("q", ""), request.GET.get("trang", "1")
    page = page_of_staff(
        request.roles,
        day=day_of(request.now),
        now=request.now,
        text=text,
        number=max(1, int(number)) if number.isdecimal() else 1,
    )
    may_appoint = request.roles.somewhere(Role.ADMINISTRATOR)
    return render(request, "units/staff_list.html", {"page": page, "text": text, "may_appoint": may_appoint})


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*OVERSEERS)
def staff_page(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Show a person and their roles; POST corrects name, title and unit."""
    person = visible_person(request, staff_id)
    if request.method == "POST":
        return _change(request, person)
    return _show(request, person, _staff_form(request, person))


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def give_role(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Give a person a role."""
    person = visible_person(request, staff_id)
    form = RoleForm(request.POST or None, units=administered_units(request), initial={"unit": person.home_unit_id})
    if form.is_valid():
        try:
            assign_role(
                staff_id=person.pk,
                unit_id=form.cleaned_data["unit"],
                role=form.cleaned_data["role"],
                with_children=form.cleaned_data["with_children"],
                first_day=form.cleaned_data["first_day"],
                last_day=form.cleaned_data["last_day"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã giao vai trò cho %(name)s.") % {"name": person.full_name})
            return redirect("units:staff", person.pk)
    return render(request, "units/give_role.html", {"form": form, "person": person}, status=status_of(form.errors))


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def finish_role(request: StaffRequest, assignment_id: int) -> HttpResponse:
    """End a role, now or after a day."""
    units = request.roles.unit_ids(Role.ADMINISTRATOR)
    assignments = RoleAssignment.objects.filter(unit__in=units).select_related("staff")
    assignment = get_object_or_404(assignments, pk=assignment_id)
    form = EndRoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_role(
                assignment_id=assignment.pk, last_day=form.cleaned_data["last_day"], by=request.staff, now=request.now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã kết thúc vai trò của %(name)s.") % {"name": assignment.staff.full_name})
            return redirect("units:staff", assignment.staff_id)
    context = {
        "form": form,
        "assignment": assignment,
        "unit_name": unit_names([assignment.unit_id], day_of(request.now))[assignment.unit_id],
    }
    return render(request, "units/end_role.html", context, status=status_of(form.errors))


def _change(request: StaffRequest, person: Staff) -> HttpResponse:
    administered_person(request, person.pk)
    form = StaffForm(request.POST, units=administered_units(request))
    if not form.is_valid():
        return _show(request, person, form, status=status_of(form.errors))
    try:
        change_staff(
            staff_id=person.pk,
            full_name=form.cleaned_data["full_name"],
            title=form.cleaned_data["title"],
            home_unit_id=form.cleaned_data["home_unit"],
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.staff,
            now=request.now,
        )
    except ChangedMeanwhile as conflict:
        # what was typed stays in the form, and the next click knowingly replaces what is now shown beside it
        typed = request.POST.copy()
        typed["seen_revision"] = str(person.revision)
        form = StaffForm(typed, units=administered_units(request))
        form.add_error(None, str(conflict))
        return _show(request, person, form, status=CONFLICT)
    messages.success(request, _("Đã ghi thay đổi."))
    return redirect("units:staff", person.pk)


def _show(request: StaffRequest, person: Staff, form: StaffForm, *, status: int = 200) -> HttpResponse:
    day = day_of(request.now)
    context = {
        "person": person,
        "form": form,
        "is_conflict": status == CONFLICT,
        "home_name": unit_names([person.home_unit_id], day)[person.home_unit_id],
        "roles": roles_in(person, request.roles, day=day, now=request.now),
        "may_change": may_administer(request.roles, person.home_unit_id),
        "may_give": request.roles.somewhere(Role.ADMINISTRATOR) and person != request.staff and person.is_active,
        "administered": request.roles.unit_ids(Role.ADMINISTRATOR),
    }
    return render(request, "units/staff.html", context, status=status)


def _staff_form(request: StaffRequest, person: Staff) -> StaffForm:
    initial = {
        "full_name": person.full_name,
        "title": person.title,
        "home_unit": person.home_unit_id,
        "seen_revision": person.revision,
    }
    return StaffForm(initial=initial, units=administered_units(request))
