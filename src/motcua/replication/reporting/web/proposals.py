"""Models that a unit proposes with its report."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.reporting.actions.propose_with_report import propose_with_report, withdraw_proposal
from motcua.replication.reporting.models import Report
from motcua.replication.reporting.queries import report_page
from motcua.replication.reporting.web.forms import ProposalForm


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WATCHERS)
def propose(request: StaffRequest, report_id: int) -> HttpResponse:
    """Add a proposal to a draft."""
    try:
        page = report_page(report_id=report_id, roles=request.roles, now=request.now)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    if not page.may_write:
        raise Http404
    form = ProposalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "reporting/propose.html", {"page": page, "form": form}, status=status)
    propose_with_report(report_id=report_id, **form.cleaned_data, by=request.staff, now=request.now)
    messages.success(request, _("Đã thêm đề xuất. Khi báo cáo được ký, đề xuất vào danh mục mô hình để đánh giá."))
    return redirect("reporting:report", report_id)


@require_POST
@require_role(*WATCHERS)
def withdraw(request: StaffRequest, report_id: int, proposal_id: int) -> HttpResponse:
    """Take a proposal out of a draft."""
    try:
        withdraw_proposal(report_id=report_id, proposal_id=proposal_id, by=request.staff, now=request.now)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã bỏ đề xuất khỏi báo cáo."))
    return redirect("reporting:report", report_id)
