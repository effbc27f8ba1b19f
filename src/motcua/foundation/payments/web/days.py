"""Reconciliation: the days of a unit, one day with its sums and differences, its closing, PDF and workbook."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments import paper, workbook
from motcua.foundation.payments.access import BOOK_READERS, KEEPERS
from motcua.foundation.payments.actions.close_day import close_day
from motcua.foundation.payments.models import DayClose
from motcua.foundation.payments.queries.day_books import shown_books
from motcua.foundation.payments.web.charges import pdf
from motcua.foundation.payments.web.forms import CloseForm
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.reach import chosen_unit, status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role

DAYS_BACK = 31


@require_safe
@require_role(*BOOK_READERS)
def days(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/doi-chieu/`: the last month of a unit, which days are closed and with what difference."""
    unit_id, today = chosen_unit(request, *BOOK_READERS), day_of(request.now)
    since = today - timedelta(days=DAYS_BACK)
    closed = DayClose.objects.filter(unit=unit_id, day__gte=since).select_related("closed_by")
    by_day = {closing.day: closing for closing in closed}
    units = unit_names(request.roles.unit_ids(*BOOK_READERS), today)
    context = {
        "unit_id": unit_id,
        "units": sorted(units.items(), key=lambda pair: pair[1]),
        "rows": [(today - timedelta(days=back), by_day.get(today - timedelta(days=back))) for back in range(DAYS_BACK)],
    }
    return render(request, "payments/days.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*BOOK_READERS)
def day(request: StaffRequest, unit_id: int, day: str) -> HttpResponse:
    """`/can-bo/thu-phi/doi-chieu/<unit>/<day>/`: sums, differences, what is open; a leader closes the day."""
    asked = _day(request, unit_id, day)
    books, closing = shown_books(unit_id, asked)
    may_close = closing is None and request.roles.has_any(unit_id, *KEEPERS) and asked <= day_of(request.now)
    if request.method == "POST" and not request.roles.has_any(unit_id, *KEEPERS):
        raise Http404
    form = CloseForm(request.POST or None, books=books) if may_close else None
    if form is not None and form.is_valid():
        try:
            close_day(
                unit_id=unit_id,
                day=asked,
                counted=form.cleaned_data["counted"],
                explanations=form.explanations,
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã đối chiếu và khóa ngày."))
            return redirect("payments_staff:day", unit_id, day)
    context = {
        "unit_id": unit_id,
        "unit_name": unit_names([unit_id], asked).get(unit_id, ""),
        "day": asked,
        "books": books,
        "rows": paper.sum_rows(books),
        "closing": closing,
        "form": form,
    }
    status = status_of(form.errors) if form is not None else 200
    return render(request, "payments/day.html", context, status=status, using="jinja2")


@require_safe
@never_cache
@require_role(*BOOK_READERS)
def day_file(request: StaffRequest, unit_id: int, day: str, kind: str) -> HttpResponse:
    """`/can-bo/thu-phi/doi-chieu/<unit>/<day>.pdf` and `.xlsx`."""
    asked = _day(request, unit_id, day)
    books, closing = shown_books(unit_id, asked)
    name = f"doi-chieu-{asked.isoformat()}"
    if kind not in {"pdf", "xlsx"}:
        raise Http404
    if kind == "pdf":
        return pdf(paper.day_pdf(unit_id, asked, books, closing, now=request.now), name)
    unit_name = unit_names([unit_id], asked).get(unit_id, "")
    answer = HttpResponse(workbook.day_xlsx(unit_name, asked, books, closing), content_type=workbook.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _day(request: StaffRequest, unit_id: int, word: str) -> date:
    if unit_id not in request.roles.unit_ids(*BOOK_READERS):
        raise Http404
    try:
        return date.fromisoformat(word)
    except ValueError as fault:
        raise Http404 from fault
