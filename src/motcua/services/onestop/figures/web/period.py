"""The figures of a unit for a year, a quarter or a month; each number leads to the rows it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.figures.access import FIGURE_READERS
from motcua.services.onestop.figures.actions.ask_for_figure_export import ask_for_figure_export
from motcua.services.onestop.figures.queries.unit import BY, Line, UnitFigures, current_edition, unit_figures
from motcua.services.onestop.figures.web.asked import Asked, asked_of, period_address
from motcua.services.onestop.measures import MEASURES
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.figures import FIGURES, figures_of
from motcua.services.onestop.queries.worklist import reach
from motcua.services.onestop.refusals import DossierRefused

# the columns, by names short enough for a table; the first five are shown in full above it
SHOWN: dict[str, StrOrPromise] = {
    "filed": _("Nhận"),
    "finished": _("Giải quyết"),
    "finished_in_time": _("Đúng hạn"),
    "finished_late": _("Quá hạn"),
    "finished_late_by_law": _("Quá hạn luật"),
    "supplement_asked": _("Bổ sung"),
    "rejected": _("Từ chối"),
    "withdrawn": _("Rút"),
    "stopped": _("Dừng"),
}
CARDS = tuple(SHOWN)[:5]
_TONES = {"finished_in_time": "good", "finished_late": "bad", "finished_late_by_law": "bad"}
_LONGEST_ID = 18  # digits of a number that the database can hold


@require_safe
@require_role(*FIGURE_READERS)
def period(request: StaffRequest) -> HttpResponse:
    """`/can-bo/so-lieu/ky/`: at first the present year of one's own unit, by procedure."""
    edition = current_edition()
    asked = asked_of(request, edition)
    keeps = request.roles.somewhere(Role.ADMINISTRATOR)
    live = _live(request, asked)
    context: dict[str, Any] = {"asked": asked, "edition": edition, "by": BY, "keeps": keeps, "live": live}
    if edition is not None:
        found = unit_figures(
            edition,
            unit_id=asked.unit_id,
            span=asked.span,
            by=asked.by,
            procedure_id=asked.procedure.pk if asked.procedure else None,
            beside=[unit_id for unit_id, _name in asked.units],
        )
        context |= _shown(asked, found)
    return render(request, "onestop/figures/period.html", context, using="jinja2")


@require_POST
@require_role(*FIGURE_READERS)
def export(request: StaffRequest) -> HttpResponse:
    """`/can-bo/so-lieu/ky/xuat/`: have the files made, and show how far they are."""
    unit, span = request.POST.get("co-quan", ""), request.POST.get("ky", "")
    if not (unit.isascii() and unit.isdigit() and len(unit) <= _LONGEST_ID):
        raise Http404
    try:
        run = ask_for_figure_export(unit_id=int(unit), span=span, by=request.staff, now=request.now)
    except DossierRefused as refused:
        messages.error(request, str(refused))
        return redirect(period_address(**{"co-quan": unit}))
    return redirect("runs:run", run.pk)


def _shown(asked: Asked, found: UnitFigures) -> dict[str, Any]:
    names = {measure.code: measure.name for measure in MEASURES}
    href = _href(asked, found)
    by_name = BY[asked.by][1]
    return {
        "found": found,
        "codes": tuple(SHOWN),
        "heads_of": SHOWN,
        "names": names,
        "by_name": by_name,
        "href": href,
        "cards": [
            {
                "figure": found.total[code],
                "label": names[code],
                "href": href(code) or "#ky",
                "tone": _TONES.get(code, "neutral"),
            }
            for code in CARDS
        ],
        "months": {
            code: [
                (month.name, counts[code], asked.rows_href(code, month.first, min(month.last, found.last)))
                for month, counts in found.months
            ]
            for code in ("filed", "finished_late")
        },
        "shares": [
            (line.name, 100 * line.counts["finished_in_time"] / line.counts["finished"], href("finished", line))
            for line in found.lines
            if line.counts["finished"]
        ],
        "steps": [(step.title, step.mean_hours, href("finished", stay=step.code)) for step in found.steps],
    }


def _href(asked: Asked, found: UnitFigures) -> Callable[..., str]:
    def href(measure: str, line: Line | None = None, *, stay: str = "") -> str:
        return asked.rows_href(measure, found.span.first, found.last, line.key if line else "", stay=stay)

    return href


def _live(request: StaffRequest, asked: Asked) -> list[dict[str, Any]]:
    """Return what is counted this moment; nothing for whoever may not read the rows."""
    if not request.roles.has_any(asked.unit_id, *READERS):
        return []
    today = day_of(request.now)
    counted = figures_of(reach(request.roles, asked.unit_id), since=today, until=today, now=request.now)
    return [
        {
            "figure": counted.total[word],
            "label": FIGURES[word],
            "href": asked.live_href(word, today),
            "tone": "bad" if word.startswith("overdue") else "neutral",
        }
        for word in ("received", "in_time", "late", "open", "overdue", "overdue_by_law", "paused")
    ]
