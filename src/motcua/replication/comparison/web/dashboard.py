"""The figures of a service side by side, and the same as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from motcua.foundation.units.models import Level
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.comparison.queries.dashboard import Comparison, Line, Question, compare
from motcua.replication.comparison.queries.units import in_reach
from motcua.replication.comparison.web.asked import as_query, counting_services, question_of
from motcua.replication.comparison.web.shown import scale_of
from motcua.replication.comparison.workbook import MEDIA_TYPE, as_xlsx
from motcua.services.registry import Measure


@require_safe
@require_role(*WATCHERS)
def dashboard(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/so-lieu/`: units compared by one figure, and its last twelve months."""
    today = day_of(request.now)
    question = question_of(request.GET.dict(), today=today)
    found = compare(question, unit_ids=in_reach(request.roles), today=today)
    scale = scale_of(question.figure)
    names = {line.unit_id: line.name for line in found.lines}
    context = {
        "question": question,
        "found": found,
        "scale": scale,
        "services": counting_services(),
        "levels": _levels(found),
        "bars": [
            (_unit_link(question, line), scale.of(line.value), _rows(request, question, line))
            for line in found.lines
            if line.value is not None
        ],
        "without": [line.name for line in found.lines if line.value is None],
        "points": [(f"{month:%m/%Y}", None if value is None else scale.of(value)) for month, value in found.months],
        "notes": [(note, names.get(note.unit_id, "")) for note in found.notes],
        "download": f"{reverse('comparison:export')}?{as_query(question, cap=found.level)}",
    }
    return render(request, "comparison/dashboard.html", context)


@require_safe
@require_role(*WATCHERS)
def export(request: StaffRequest) -> HttpResponse:
    """The same comparison with every figure, as XLSX."""
    today = day_of(request.now)
    question = question_of(request.GET.dict(), today=today)
    body = as_xlsx(question, compare(question, unit_ids=in_reach(request.roles), today=today))
    name = f"so-lieu-{question.service.code}-{question.first:%Y%m%d}-{question.last:%Y%m%d}.xlsx"
    return HttpResponse(
        body, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _levels(found: Comparison) -> list[tuple[str, str]]:
    return [(level, str(Level(level).label)) for level in found.levels]


def unit_address(question: Question, unit_id: int) -> str:
    """Return the address of a unit's own page with the same question."""
    path = reverse("comparison:unit", args=[question.service.code, unit_id])
    return f"{path}?{as_query(question, **{'dich-vu': '', 'cap': ''})}"


def _unit_link(question: Question, line: Line) -> SafeString:
    return format_html('<a href="{}">{}</a>', unit_address(question, line.unit_id), line.name)


def _rows(request: StaffRequest, question: Question, line: Line) -> str:
    """Return where the rows behind the figure are read, "" when it is a ratio, nothing, or not for this reader."""
    show, figure = question.service.rows_address, question.figure
    if show is None or not isinstance(figure, Measure) or not line.value:
        return ""
    return show(
        roles=request.roles, unit_id=line.unit_id, measure=figure.code, first=question.first, last=question.last
    )
