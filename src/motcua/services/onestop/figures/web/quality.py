"""The indicators of QĐ 766/QĐ-TTg for a unit and span."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.figures.access import FIGURE_READERS
from motcua.services.onestop.figures.queries.quality import quality_of
from motcua.services.onestop.figures.queries.unit import current_edition
from motcua.services.onestop.figures.web.asked import asked_of


@require_safe
@require_role(*FIGURE_READERS)
def quality(request: StaffRequest) -> HttpResponse:
    """`/can-bo/so-lieu/766/`: every indicator with its formula, its source and what nothing counts as."""
    edition = current_edition()
    asked = asked_of(request, edition)
    found = quality_of(edition, unit_id=asked.unit_id, span=asked.span) if edition else None
    context = {"asked": asked, "edition": edition, "found": found}
    return render(request, "onestop/figures/quality.html", context, using="jinja2")
