"""Delegation for absence: one's own, and those of the units one administers."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.actions.delegate_absence import delegate_absence
from motcua.foundation.units.actions.revoke_delegation import revoke_delegation
from motcua.foundation.units.listing import by_given_name, delegation_rows
from motcua.foundation.units.models import Delegation, Role, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import NEVER_DELEGATED, day_of
from motcua.foundation.units.web.forms import DelegationForm
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff


@require_safe
@require_staff
def delegations(request: StaffRequest) -> HttpResponse:
    """List the delegations one gave, holds or administers."""
    context = {
        "rows": delegation_rows(request.roles, day=day_of(request.now)),
        "administered": request.roles.unit_ids(Role.ADMINISTRATOR),
    }
    return render(request, "units/delegations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def delegate(request: StaffRequest) -> HttpResponse:
    """Hand on one's roles for an absence; `nguoi` names somebody else, for an administrator."""
    absent = _absent(request)
    theirs = request.roles if absent == request.staff else roles_of(absent, request.now)
    units = _delegable(request, absent, theirs)
    form = DelegationForm(
        request.POST or None, units=unit_names(units, day_of(request.now)), deputies=_deputies(units, absent)
    )
    if form.is_valid():
        try:
            delegate_absence(
                absent_id=absent.pk,
                deputy_id=form.cleaned_data["deputy"],
                unit_id=form.cleaned_data["unit"],
                first_day=form.cleaned_data["first_day"],
                last_day=form.cleaned_data["last_day"],
                document=form.cleaned_data["document"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi ủy quyền. Người được ủy quyền làm việc thay từ ngày đã chọn."))
            return redirect("units:delegations")
    context = {"form": form, "absent": absent, "is_oneself": absent == request.staff, "units": units}
    return render(request, "units/delegate.html", context, status=422 if form.errors else 200)


@require_POST
@require_staff
def revoke(request: StaffRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back."""
    delegation = get_object_or_404(Delegation.objects.visible_to(request.roles), pk=delegation_id)
    try:
        revoke_delegation(delegation_id=delegation.pk, by=request.staff, now=request.now)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã thu hồi ủy quyền."))
    return redirect("units:delegations")


def _absent(request: StaffRequest) -> Staff:
    """Return whose absence it is: oneself, or somebody of a unit one administers."""
    wanted = request.GET.get("nguoi", "")
    if not wanted or wanted == str(request.staff.pk):
        return request.staff
    if not wanted.isdecimal() or not request.roles.somewhere(Role.ADMINISTRATOR):
        raise Http404
    return get_object_or_404(Staff.objects.visible_to(request.roles).working(), pk=int(wanted))


def _delegable(request: StaffRequest, absent: Staff, theirs: RoleSet) -> frozenset[int]:
    """Return the units where the absent one has a role to hand on, and `request.staff` may do it."""
    own = {
        unit
        for unit, held in theirs.held.items()
        if any(role not in NEVER_DELEGATED and not theirs.absent_for(role, unit) for role in held)
    }
    return frozenset(own if absent == request.staff else own & request.roles.unit_ids(Role.ADMINISTRATOR))


def _deputies(units: frozenset[int], absent: Staff) -> Mapping[int, str]:
    """Return who works in one of the units, by given name."""
    people = Staff.objects.working().in_units(units).exclude(pk=absent.pk)
    ordered = sorted(people, key=lambda person: by_given_name(person.full_name))
    return {
        person.pk: f"{person.full_name} – {person.title}" if person.title else person.full_name for person in ordered
    }
