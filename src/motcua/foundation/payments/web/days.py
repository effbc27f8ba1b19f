"""Reconciliation: the days of a unit, one day with its sums and differences, its closing, PDF and workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments import paper, workbook
from motcua.foundation.payments.access import BOOK_READERS, KEEPERS
from motcua.foundation.payments.actions.close_day import close_day
from motcua.foundation.payments.queries.day_books import shown_books
from motcua.foundation.payments.queries.days import books_in_reach, unit_days
from motcua.foundation.payments.reconciliation import DayBooks
from motcua.foundation.payments.web.charges import pdf
from motcua.foundation.payments.web.forms import CloseForm
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.reach import chosen_unit, status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role

# the first word of an open matter's key, and the page that takes the rest of it
_SETTLED_AT = {
    "charge": "payments_staff:charge",
    "order": "payments_staff:silent_order",
    "doubt": "payments_staff:silent_order",
    "refund": "payments_staff:waiting_refund",
    "old": "payments_staff:settle",
}


@require_safe
@require_role(*BOOK_READERS)
def days(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/doi-chieu/`: the last month of a unit, which days are closed and with what difference."""
    reach = books_in_reach(request.roles, now=request.now)
    unit_id = _chosen(request, reach)
    shown = unit_days(unit_id, reach, now=request.now)
    context = {"unit_id": unit_id, "units": shown.units, "rows": shown.rows}
    return render(request, "payments/days.html", context, using="jinja2")


def _chosen(request: StaffRequest, reach: Mapping[int, int]) -> int:
    """Return the unit in `?don-vi=`, which may have ended, or the reader's own."""
    word = request.GET.get("don-vi", "")
    if word.isascii() and word.isdigit() and int(word) in reach:
        return int(word)
    return chosen_unit(request, *BOOK_READERS)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*BOOK_READERS)
def day(request: StaffRequest, unit_id: int, day: str) -> HttpResponse:
    """`/can-bo/thu-phi/doi-chieu/<unit>/<day>/`: sums, differences, what is open; a leader closes the day."""
    asked, answering = _day(request, unit_id, day)
    books, closing = shown_books(unit_id, asked)
    keeps = request.roles.has_any(answering, *KEEPERS)
    if request.method == "POST" and not keeps:
        raise Http404
    may_close = closing is None and keeps and asked <= day_of(request.now)
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
        "ways": _ways(books) if keeps and closing is None else {},
    }
    status = status_of(form.errors) if form is not None else 200
    return render(request, "payments/day.html", context, status=status, using="jinja2")


@require_safe
@never_cache
@require_role(*BOOK_READERS)
def day_file(request: StaffRequest, unit_id: int, day: str, kind: str) -> HttpResponse:
    """`/can-bo/thu-phi/doi-chieu/<unit>/<day>.pdf` and `.xlsx`."""
    asked, _answering = _day(request, unit_id, day)
    name = f"doi-chieu-{asked.isoformat()}"
    if kind not in {"pdf", "xlsx"}:
        raise Http404
    if kind == "pdf":
        with translation.override("vi"):  # the minutes; the workbook is in the language of whoever works with it
            books, closing = shown_books(unit_id, asked)
        return pdf(paper.day_pdf(unit_id, asked, books, closing, now=request.now), name)
    books, closing = shown_books(unit_id, asked)
    unit_name = unit_names([unit_id], asked).get(unit_id, "")
    answer = HttpResponse(workbook.day_xlsx(unit_name, asked, books, closing), content_type=workbook.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _ways(books: DayBooks) -> dict[str, str]:
    """Return where each open matter is settled, by its key; what is settled elsewhere is left out."""
    told = ((item.key, *item.key.partition("-")[::2]) for item in books.matters)
    return {key: reverse(_SETTLED_AT[kind], args=[name]) for key, kind, name in told if kind in _SETTLED_AT}


def _day(request: StaffRequest, unit_id: int, word: str) -> tuple[date, int]:
    """Return the day, and the unit that answers for its books."""
    reach = books_in_reach(request.roles, now=request.now)
    if unit_id not in reach:
        raise Http404
    try:
        return date.fromisoformat(word), reach[unit_id]
    except ValueError as fault:
        raise Http404 from fault
