"""One unit's figures, what they were before and after, and why they are so."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS, may_steer
from motcua.replication.comparison.queries.dashboard import Question, months_of
from motcua.replication.comparison.queries.unit import Row, before_and_after, rows_of
from motcua.replication.comparison.queries.units import in_reach
from motcua.replication.comparison.web.asked import as_query, question_about
from motcua.replication.comparison.web.forms import NoteForm
from motcua.replication.comparison.web.shown import middle_text, scale_of
from motcua.replication.measures.actions.explain_figure import explain_figure
from motcua.replication.measures.queries import notes_about
from motcua.services.registry import Measure, Ratio

Shown = tuple[Measure | Ratio, str, str, str]


@require_safe
@require_role(*WATCHERS)
def unit_page(request: StaffRequest, service: str, unit_id: int) -> HttpResponse:
    """Show every figure of the unit beside the middle of all units in reach, its months, and what explains them."""
    reach, today = in_reach(request.roles), day_of(request.now)
    if unit_id not in reach:
        raise Http404
    question = question_about(service, request.GET.dict(), today=today)
    rows = rows_of(question.service, unit_id, others=reach, first=question.first, last=question.last)
    scale = scale_of(question.figure)
    context = {
        "question": question,
        "scale": scale,
        "unit_id": unit_id,
        "unit_name": unit_names([unit_id], today)[unit_id],
        "rows": [_shown(request, question, row, unit_id) for row in rows],
        "points": [
            (f"{month:%m/%Y}", None if value is None else scale.of(value))
            for month, value in months_of(question, [unit_id])
        ],
        "effects": [
            (effect, [(each, scale_of(each.figure)) for each in effect.changes])
            for effect in before_and_after(question.service, unit_id, today=today)
        ],
        "notes": notes_about(service, [unit_id], question.first, question.last),
        "names": {figure.code: figure.name for figure in question.service.figures},
        "may_explain": may_steer(request.roles, unit_id),
        "query": as_query(question),
    }
    return render(request, "comparison/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WATCHERS)
def explain(request: StaffRequest, service: str, unit_id: int) -> HttpResponse:
    """Write a note about a figure of the unit."""
    if not may_steer(request.roles, unit_id):
        raise Http404
    question = question_about(service, request.GET.dict(), today=day_of(request.now))
    figures = [(figure.code, str(figure.name)) for figure in question.service.figures]
    if request.method != "POST":
        initial = {"figure": question.figure.code, "first_day": question.first, "last_day": question.last}
        return _explain_page(request, question, unit_id, NoteForm(initial=initial, figures=figures))
    form = NoteForm(request.POST, figures=figures)
    if not form.is_valid():
        return _explain_page(request, question, unit_id, form, status=422)
    try:
        explain_figure(unit_id=unit_id, service=service, by=request.staff, now=request.now, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _explain_page(request, question, unit_id, form, status=422)
    messages.success(request, _("Đã ghi giải trình. Số liệu giữ nguyên như hệ thống đếm."))
    return redirect(f"{reverse('comparison:unit', args=[service, unit_id])}?{as_query(question)}")


def _explain_page(
    request: StaffRequest, question: Question, unit_id: int, form: NoteForm, *, status: int = 200
) -> HttpResponse:
    name = unit_names([unit_id], day_of(request.now))[unit_id]
    back = f"{reverse('comparison:unit', args=[question.service.code, unit_id])}?{as_query(question)}"
    context = {"form": form, "unit_name": name, "question": question, "back": back}
    return render(request, "comparison/explain.html", context, status=status)


def _shown(request: StaffRequest, question: Question, row: Row, unit_id: int) -> Shown:
    """Return a figure, the unit's value and the middle one as written, and where the rows are read."""
    show, href = question.service.rows_address, ""
    if show is not None and isinstance(row.figure, Measure) and row.value:
        span = {"first": question.first, "last": question.last}
        href = show(roles=request.roles, unit_id=unit_id, measure=row.figure.code, **span)
    return row.figure, scale_of(row.figure).text(row.value), middle_text(row.figure, row.middle), href
