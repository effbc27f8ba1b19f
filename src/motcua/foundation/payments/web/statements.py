"""Bank statements: upload, look, take over, and settle what did not match."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments.access import BOOK_READERS, KEEPERS
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.note_memos_read import note_memos_read
from motcua.foundation.payments.actions.settle_line import settle_line
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import StatementFile, StatementLine
from motcua.foundation.payments.queries.statements import imports_of, preview, waiting_lines
from motcua.foundation.payments.refusals import StatementRefused
from motcua.foundation.payments.web.forms import SettleForm, StatementForm
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.reach import status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*BOOK_READERS)
def statements(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/sao-ke/`: what was taken over, what waits for a person, and the next file."""
    units = unit_names(request.roles.unit_ids(*KEEPERS), day_of(request.now))
    if request.method == "POST" and not units:
        raise Http404
    form = StatementForm(request.POST or None, request.FILES or None, units=units)
    faults: tuple[str, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = upload_statement(
                unit_id=form.cleaned_data["unit"],
                content=file.read(),
                name=file.name,
                by=request.staff,
                now=request.now,
            )
        except StatementRefused as refused:
            faults = refused.faults
        else:
            return redirect("payments_staff:statement", kept.pk)
    waiting = waiting_lines(request.roles)
    if waiting:  # of one unit or of many that an auditor reads: one row in the journal
        seen = min({row.line.unit_id for row in waiting})
        in_full = any(row.may_settle for row in waiting)
        _note(request, seen, ("waiting_lines", str(len(waiting))), in_full=in_full)
    context = {
        "form": form if units else None,
        "faults": faults,
        "imports": imports_of(request.roles),
        "waiting": waiting,
    }
    status = 422 if faults else status_of(form.errors)
    return render(request, "payments/statements.html", context, status=status, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*KEEPERS)
def statement(request: StaffRequest, file_id: int) -> HttpResponse:
    """`/can-bo/thu-phi/sao-ke/tep/<id>/`: what taking the file over would do, and the button that does it."""
    file = StatementFile.objects.filter(unit__in=request.roles.unit_ids(*KEEPERS), pk=file_id).first()
    if file is None or not file.content:
        raise Http404
    if request.method == "POST":
        made = import_statement(file_id=file_id, by=request.staff, now=request.now)
        words = {"new": made.new_lines, "known": made.known_lines}
        messages.success(request, _("Đã nhập sao kê: %(new)s dòng mới, %(known)s dòng đã có từ trước.") % words)
        return redirect("payments_staff:statements")
    _note(request, file.unit_id, ("statement_file", str(file.pk)), in_full=True)
    return render(request, "payments/statement.html", {"preview": preview(file)}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*KEEPERS)
def settle(request: StaffRequest, line_id: int) -> HttpResponse:
    """`/can-bo/thu-phi/sao-ke/dong/<id>/`: book a line for a charge, or say that it is not the unit's money."""
    units = request.roles.unit_ids(*KEEPERS)
    line = StatementLine.objects.filter(settling__in=units, pk=line_id).first()
    if line is None:
        raise Http404
    form = SettleForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            settle_line(line_id=line_id, code=given["code"], reason=given["reason"], by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã xử lý dòng sao kê."))
            return redirect("payments_staff:statements")
    _note(request, line.unit_id, ("statement_line", str(line.pk)), in_full=True)
    context = {"line": line, "form": form}
    return render(request, "payments/settle.html", context, status=status_of(form.errors), using="jinja2")


def _note(request: StaffRequest, unit_id: int, target: tuple[str, str], *, in_full: bool) -> None:
    note_memos_read(unit_id=unit_id, target=target, in_full=in_full, by=request.staff, now=request.now)
