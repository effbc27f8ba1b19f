"""Pages about time: online filings that wait for their answer, and letters of apology that wait for a signature."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.clock_rules import apology_rule
from motcua.services.onestop.clocks import answer_limit
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.answers import answer_page
from motcua.services.onestop.queries.apologies import waiting_apologies
from motcua.services.onestop.web.staff.days import span_asked


@require_safe
@never_cache
@require_role(*READERS)
def answers(request: StaffRequest) -> HttpResponse:
    """`/can-bo/cho-tra-loi/`: the queue of online filings, and how fast those of a period were answered."""
    today = day_of(request.now)
    names = unit_names(request.roles.unit_ids(*READERS), today)
    units = sorted(names.items(), key=lambda pair: listing_key(pair[1]))
    given = request.GET.get("co-quan", "")
    unit_id = next((number for number, _name in units if str(number) == given), None)
    span = span_asked(request.GET, today=today)
    context = {
        "page": answer_page(roles=request.roles, unit_id=unit_id, since=span.since, until=span.until, now=request.now),
        "rule": answer_limit(today),
        "units": units,
        "unit_id": unit_id,
        "span": span,
    }
    return render(request, "onestop/staff/answers.html", context, using="jinja2")


@require_safe
@never_cache
@require_role(*READERS)
def apologies(request: StaffRequest) -> HttpResponse:
    """`/can-bo/xin-loi/`: the letters that a leader should sign before the due time passes."""
    context = {
        "rows": waiting_apologies(roles=request.roles, now=request.now),
        "rule": apology_rule(day_of(request.now)),
    }
    return render(request, "onestop/staff/apologies.html", context, using="jinja2")
