"""Published figures for everybody: the offices side by side in a year, and the procedures of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.services.onestop.figures.publishing import LEAST, closed_until
from motcua.services.onestop.figures.queries.open_data import (
    by_procedure,
    by_unit,
    months_of,
    published_rows,
    years_of,
)
from motcua.services.onestop.figures.queries.unit import current_edition


@require_safe
def show_year(request: HttpRequest) -> HttpResponse:
    """`/so-lieu-mot-cua/`: every office in a year (`?nam=`), the latest at first."""
    edition = current_edition()
    years = years_of(edition) if edition else []
    year = _year(request, years)
    rows = published_rows(edition, year=year) if edition and year else []
    context = {
        "until": closed_until(edition.through) if edition else None,
        "years": years,
        "year": year,
        "units": by_unit(rows),
        "least": LEAST,
    }
    return render(request, "onestop/figures/public_year.html", context, using="jinja2")


@require_safe
def show_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """`/so-lieu-mot-cua/<unit>/`: one office by procedure and by month."""
    edition = current_edition()
    years = years_of(edition) if edition else []
    year = _year(request, years)
    rows = published_rows(edition, year=year, unit_id=unit_id) if edition and year else []
    if not rows:
        raise Http404
    context = {
        "edition": edition,
        "years": years,
        "year": year,
        "unit": by_unit(rows)[0],
        "procedures": by_procedure(rows),
        "months": list(months_of(rows)),
        "least": LEAST,
        "until": closed_until(edition.through) if edition else None,
    }
    return render(request, "onestop/figures/public_unit.html", context, using="jinja2")


def _year(request: HttpRequest, years: list[int]) -> int | None:
    given = request.GET.get("nam", "")
    return next((year for year in years if str(year) == given), years[0] if years else None)
