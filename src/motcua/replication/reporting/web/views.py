"""Reports as they are read: the list, one report, its files, the rows behind a figure."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.reporting import queries
from motcua.replication.reporting.actions.ask_for_files import ask_for_files
from motcua.replication.reporting.compose import period_of
from motcua.replication.reporting.models import Report, ReportFile, ReportKind
from motcua.replication.reporting.traces.find import NoSuchTrace, follow

_DOORS = {
    ReportKind.HALF_YEAR: (_("Lập báo cáo 6 tháng"), "reporting:open_half_year"),
    ReportKind.QUARTER: (_("Lập tổng hợp quý"), "reporting:open_quarter"),
}


@require_safe
@require_role(*WATCHERS)
def reports(request: StaffRequest) -> HttpResponse:
    """List the reports in reach."""
    context = {
        "reports": queries.reports(roles=request.roles, now=request.now),
        "doors": [
            (label, reverse(name))
            for kind, (label, name) in _DOORS.items()
            if queries.writable_units(request.roles, kind, request.now)
        ],
    }
    return render(request, "reporting/reports.html", context)


@require_safe
@require_role(*WATCHERS)
def report(request: StaffRequest, report_id: int) -> HttpResponse:
    """Show one report: figures, words, proposals, files."""
    try:
        page = queries.report_page(report_id=report_id, roles=request.roles, now=request.now)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    return render(request, "reporting/report.html", {"page": page})


@require_POST
@require_role(*WATCHERS)
def files(request: StaffRequest, report_id: int) -> HttpResponse:
    """Have the files made, and show how far that is."""
    try:
        run = ask_for_files(report_id=report_id, by=request.staff, now=request.now)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("runs:run", run.pk)


@require_safe
@require_role(*WATCHERS)
def file(request: StaffRequest, report_id: int, file: UUID) -> HttpResponseBase:
    """Give out a file of a report."""
    in_reach = Report.objects.visible_to(request.roles).filter(pk=report_id)
    found = ReportFile.objects.select_related("stored").filter(report__in=in_reach, stored=file).first()
    if found is None:
        raise Http404
    return file_response(found.stored, inline=False)


@require_safe
@require_role(*WATCHERS)
def trace_page(request: StaffRequest, report_id: int) -> HttpResponse:
    """Show the query behind the figure `nguon` and its rows."""
    report = Report.objects.visible_to(request.roles).filter(pk=report_id).first()
    if report is None:
        raise Http404
    try:
        found = follow(report, request.GET.get("nguon", ""), roles=request.roles, now=request.now)
    except NoSuchTrace as missing:
        raise Http404 from missing
    return render(request, "reporting/trace.html", {"report": report, "period": period_of(report), "followed": found})
