"""Reports as they are written: opened, worded section by section, signed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.reporting import queries
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.actions.sign_off_report import sign_off_report
from motcua.replication.reporting.actions.write_section import write_section
from motcua.replication.reporting.models import WRITERS, Report, ReportKind
from motcua.replication.reporting.queries import ReportPage, ShownSection
from motcua.replication.reporting.refusals import WrittenMeanwhile
from motcua.replication.reporting.rules import period_to_report
from motcua.replication.reporting.web.forms import OpenForm, SectionForm, SignForm

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WRITERS)
def open_one(request: StaffRequest, kind: ReportKind) -> HttpResponse:
    """Choose unit and period; lead to the report. One's own unit is chosen unless another one is."""
    units = queries.writable_units(request.roles, kind, request.now)
    if not units:
        raise Http404
    this = period_to_report(kind, day_of(request.now))
    home = request.staff.home_unit_id
    own = home if home in dict(units) else units[0][0]
    initial = {"unit": own, "year": this.year, "part": this.part}
    form = OpenForm(request.POST or None, kind=kind, units=units, initial=initial)
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "reporting/open.html", {"form": form, "title": kind.label}, status=status)
    report = open_report(unit_id=form.cleaned_data["unit"], period=form.chosen, by=request.staff, now=request.now)
    return redirect("reporting:report", report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WATCHERS)
def section(request: StaffRequest, report_id: int, section: str) -> HttpResponse:
    """Write the words of a section; whoever comes second sees what the first wrote and loses nothing."""
    page = _page(request, report_id)
    shown = next((one for one in page.sections if one.section.key == section), None)
    if shown is None or not page.may_write:
        raise Http404
    if request.method != "POST":
        return _section_page(
            request, page, shown, SectionForm(initial={"text": shown.section.words, "seen": shown.seq})
        )
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _section_page(request, page, shown, form, status=422)
    given = form.cleaned_data
    try:
        write_section(
            report_id=report_id,
            section=section,
            text=given["text"],
            seen=given["seen"],
            by=request.staff,
            now=request.now,
        )
    except WrittenMeanwhile as conflict:
        typed = SectionForm(initial={"text": given["text"], "seen": shown.seq})
        return _section_page(request, page, shown, typed, conflict=conflict, status=CONFLICT)
    messages.success(request, _("Đã lưu mục “%(title)s”.") % {"title": shown.section.title})
    return redirect("reporting:report", report_id)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WATCHERS)
def sign(request: StaffRequest, report_id: int) -> HttpResponse:
    """Let the leader sign what they have read."""
    page = _page(request, report_id)
    if not page.may_sign:
        raise Http404
    form = SignForm(request.POST or None, initial={"seen": page.seen})
    if request.method != "POST" or not form.is_valid():
        return _sign_page(request, page, form, status=200 if request.method != "POST" else 422)
    try:
        signed = sign_off_report(report_id=report_id, seen=form.cleaned_data["seen"], by=request.staff, now=request.now)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _sign_page(request, page, SignForm(initial={"seen": page.seen}), refusal=refusal, status=CONFLICT)
    messages.success(
        request, _("Đã ký báo cáo số %(number)s. Số liệu và lời không thay đổi nữa.") % {"number": signed.number}
    )
    return redirect("reporting:report", report_id)


def _page(request: StaffRequest, report_id: int) -> ReportPage:
    try:
        return queries.report_page(report_id=report_id, roles=request.roles, now=request.now)
    except Report.DoesNotExist as missing:
        raise Http404 from missing


def _section_page(
    request: StaffRequest,
    page: ReportPage,
    shown: ShownSection,
    form: SectionForm,
    *,
    conflict: WrittenMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page,
        "shown": shown,
        "form": form,
        "conflict": conflict,
        "history": queries.history_of(page.report, shown.section.key),
    }
    return render(request, "reporting/section.html", context, status=status)


def _sign_page(
    request: StaffRequest, page: ReportPage, form: SignForm, *, refusal: Refused | None = None, status: int
) -> HttpResponse:
    context = {"page": page, "form": form, "refusal": refusal}
    return render(request, "reporting/sign.html", context, status=status)
