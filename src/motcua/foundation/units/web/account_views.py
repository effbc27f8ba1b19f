"""Accounts: make one, give a new first password, close one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.accounts import first_password
from motcua.foundation.units.actions.appoint_staff import appoint_staff
from motcua.foundation.units.actions.deactivate_staff import deactivate_staff
from motcua.foundation.units.actions.reset_sign_in import reset_sign_in
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.forms import AppointForm, DeactivateForm
from motcua.foundation.units.web.reach import administered_person, administered_units, status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def appoint(request: StaffRequest) -> HttpResponse:
    """Make an account; the first password is shown once, on the answer to this form."""
    form = AppointForm(request.POST or None, units=administered_units(request))
    if form.is_valid():
        password = first_password()
        try:
            staff = appoint_staff(
                username=form.cleaned_data["username"],
                full_name=form.cleaned_data["full_name"],
                home_unit_id=form.cleaned_data["home_unit"],
                title=form.cleaned_data["title"],
                email=form.cleaned_data["email"],
                password=password,
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error("username" if refusal.code == "user_name_taken" else None, str(refusal))
        else:
            return render(request, "units/appointed.html", {"person": staff, "password": password, "is_new": True})
    return render(request, "units/appoint.html", {"form": form}, status=status_of(form.errors))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def reset_password(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Give somebody a new first password, shown once on the answer to this form."""
    person = administered_person(request, staff_id)
    if request.method != "POST":
        return render(request, "units/reset_sign_in.html", {"person": person, "refusal": ""})
    password = first_password()
    try:
        reset_sign_in(staff_id=person.pk, password=password, by=request.staff, now=request.now)
    except Refused as refusal:
        return render(request, "units/reset_sign_in.html", {"person": person, "refusal": str(refusal)}, status=422)
    return render(request, "units/appointed.html", {"person": person, "password": password, "is_new": False})


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def deactivate(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Close an account."""
    person = administered_person(request, staff_id)
    form = DeactivateForm(request.POST or None, initial={"seen_revision": person.revision})
    if form.is_valid():
        try:
            deactivate_staff(
                staff_id=person.pk,
                seen_revision=form.cleaned_data["seen_revision"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã ngừng tài khoản của %(name)s.") % {"name": person.full_name})
        return redirect("units:staff", person.pk)
    return render(request, "units/deactivate.html", {"form": form, "person": person}, status=status_of(form.errors))
