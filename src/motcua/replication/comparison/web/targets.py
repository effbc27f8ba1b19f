"""What was ordered each month of which unit, and who reached it; a coordinator sets it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.comparison.actions.set_target import set_target as set_it
from motcua.replication.comparison.queries.targets import TargetView, targets_of
from motcua.replication.comparison.queries.units import in_reach, users_of
from motcua.replication.comparison.web.asked import counting_services
from motcua.replication.comparison.web.forms import TargetForm
from motcua.replication.directives.models import Directive, DirectiveState

SEPARATOR = ":"


@require_safe
@require_role(*WATCHERS)
def targets(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/so-lieu/chi-tieu/`: every target of a unit in reach."""
    views = targets_of(in_reach(request.roles), today=day_of(request.now))
    context = {
        "views": [(view, _addresses(request, view)) for view in views],
        "may_set": request.roles.somewhere(Role.COORDINATOR),
    }
    return render(request, "comparison/targets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def set_target(request: StaffRequest) -> HttpResponse:
    """Set a target of a directive that one's own authority issued."""
    form = _form(request)
    if request.method != "POST":
        return render(request, "comparison/set_target.html", {"form": form})
    if not form.is_valid():
        return render(request, "comparison/set_target.html", {"form": form}, status=422)
    given = form.cleaned_data
    service, _colon, measure = given["measure"].partition(SEPARATOR)
    try:
        set_it(
            directive_id=given["directive"],
            service=service,
            measure=measure,
            value=given["value"],
            from_day=given["from_day"],
            unit_ids=given["units"],
            by=request.staff,
            now=request.now,
        )
    except Directive.DoesNotExist as missing:
        raise Http404 from missing
    except Refused as refusal:
        form.add_error("units" if refusal.code == "no_units" else None, str(refusal))
        return render(request, "comparison/set_target.html", {"form": form}, status=422)
    messages.success(request, _("Đã giao chỉ tiêu."))
    return redirect("comparison:targets")


def _form(request: StaffRequest) -> TargetForm:
    steered = request.roles.unit_ids(Role.COORDINATOR)
    directives = Directive.objects.filter(issuer__in=steered, state=DirectiveState.CONFIRMED)
    services = counting_services()
    using = {unit_id for service in services for unit_id in users_of(service.code, steered)}
    return TargetForm(
        request.POST if request.method == "POST" else None,
        directives={each.pk: f"{each.number}: {each.subject}"[:120] for each in directives},
        measures=[
            (f"{service.code}{SEPARATOR}{measure.code}", str(measure.name))
            for service in services
            for measure in service.measures
        ],
        units=unit_names(using, day_of(request.now), short=True),
    )


def _addresses(request: StaffRequest, view: TargetView) -> dict[int, tuple[str, str]]:
    """Return for each unit where the rows behind both months are read, "" where they may not be."""
    show = view.service.rows_address
    if show is None:
        return {unit.unit_id: ("", "") for unit in view.units}
    found = {}
    for unit in view.units:
        last, this = (
            show(roles=request.roles, unit_id=unit.unit_id, measure=view.measure.code, first=first, last=end)
            for first, end in view.months
        )
        found[unit.unit_id] = (last, this)
    return found
