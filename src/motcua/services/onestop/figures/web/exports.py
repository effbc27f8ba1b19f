"""The files that somebody asked for: for them alone, until they expire."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.figures.access import FIGURE_READERS, OF_PERSONS, may_read_officers
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.figures.web.asked import period_address
from motcua.services.onestop.models import FigureExport

GONE = 410


@require_safe
@never_cache
@require_role(*FIGURE_READERS)
def show_export(request: StaffRequest, uid: UUID) -> HttpResponse:
    """`/can-bo/so-lieu/tep/<uid>/`: the two files, or that they have expired."""
    export = _own(request, uid)
    is_over = export.expires_at <= request.now
    context = {
        "export": export,
        "is_over": is_over,
        "span": span_of(export.span),
        "unit": unit_names([export.unit_id], request.now.date()).get(export.unit_id, ""),
        "again": period_address(**{"co-quan": str(export.unit_id), "ky": export.span}),
    }
    return render(request, "onestop/figures/export.html", context, status=GONE if is_over else 200, using="jinja2")


@require_safe
@never_cache
@require_role(*FIGURE_READERS)
def export_file(request: StaffRequest, uid: UUID, kind: str) -> HttpResponseBase:
    """`/can-bo/so-lieu/tep/<uid>/so-lieu.xlsx` and `.pdf`; what expired is told by the page."""
    export = _own(request, uid)
    if export.expires_at <= request.now:
        return show_export(request, uid)
    stored = {"xlsx": export.workbook, "pdf": export.document}.get(kind)
    if stored is None:
        raise Http404
    return file_response(stored, inline=False)


def _own(request: StaffRequest, uid: UUID) -> FigureExport:
    """Return what the reader asked for and still may read; what is in it was decided when it was made."""
    chosen = FigureExport.objects.select_related("workbook", "document")
    export = get_object_or_404(chosen, uid=uid, asked_by=request.staff)
    if not request.roles.has_any(export.unit_id, *FIGURE_READERS):
        raise Http404
    if _holds_persons(export) and not may_read_officers(request.roles, export.unit_id):
        raise Http404
    return export


def _holds_persons(export: FigureExport) -> bool:
    return any(file and file.name.startswith(OF_PERSONS) for file in (export.workbook, export.document))
