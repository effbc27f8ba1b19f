"""The figures of a unit; each number leads to the rows it counts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.figures import FIGURES, figures_of
from motcua.services.onestop.queries.worklist import reach
from motcua.services.onestop.web.staff.days import span_asked


@require_safe
@require_role(*READERS)
def figures(request: StaffRequest) -> HttpResponse:
    """`/can-bo/so-lieu/`: a unit and a period, the last thirty days at first."""
    today = day_of(request.now)
    names = unit_names(request.roles.unit_ids(*READERS), today)
    units = sorted(names.items(), key=lambda pair: listing_key(pair[1]))
    given = request.GET.get("co-quan", "")
    unit_id = next((number for number, _name in units if str(number) == given), None)
    span = span_asked(request.GET, today=today)
    counted = figures_of(reach(request.roles, unit_id), since=span.since, until=span.until, now=request.now)

    def href(figure: str, slug: str = "") -> str:
        query = {"so-lieu": figure, "tu": span.since, "den": span.until, "co-quan": unit_id or "", "thu-tuc": slug}
        return (
            f"{reverse('onestop_staff:home')}?{urlencode({key: str(value) for key, value in query.items() if value})}"
        )

    context = {
        "figures": counted,
        "fault": span.fault,
        "names": FIGURES,
        "headers": [(name, "num") for name in FIGURES.values()],
        "bars": [(line.title, line.counts["received"], href("received", line.slug)) for line in counted.lines],
        "cards": [
            {"figure": counted.total[word], "label": name, "href": href(word), "tone": _TONES.get(word, "neutral")}
            for word, name in FIGURES.items()
        ],
        "href": href,
        "units": units,
        "unit_id": unit_id,
    }
    return render(request, "onestop/staff/figures.html", context, using="jinja2")


_BAD = ("late", "late_by_law", "overdue", "overdue_by_law")
_TONES = {**dict.fromkeys(_BAD, "bad"), "in_time": "good", "paused": "warn", "rescheduled": "warn"}
