"""The rebuilds for administrators: how far, and what differs from the live counters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.figures.actions.ask_for_rebuild import ask_for_rebuild
from motcua.services.onestop.figures.queries.editions import differences_in, editions
from motcua.services.onestop.figures.queries.unit import current_edition


@require_safe
@never_cache
@require_role(Role.ADMINISTRATOR)
def show_editions(request: StaffRequest) -> HttpResponse:
    """`/can-bo/so-lieu/luot-tinh/`."""
    edition = current_edition()
    units = request.roles.unit_ids(Role.ADMINISTRATOR)
    context = {
        "edition": edition,
        "editions": editions(),
        "differences": differences_in(edition, units, day_of(request.now)) if edition else [],
    }
    return render(request, "onestop/figures/editions.html", context, using="jinja2")


@require_POST
@require_role(Role.ADMINISTRATOR)
def rebuild(request: StaffRequest) -> HttpResponse:
    """`/can-bo/so-lieu/luot-tinh/tinh-lai/`: count anew, and show how far it is."""
    return redirect("runs:run", ask_for_rebuild(by=request.staff, now=request.now).pk)
