"""Charges for staff: the list, one charge, and what is done with it. A stranger's charge does not exist."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.documents.qr import qr_svg
from motcua.foundation.payments import paper
from motcua.foundation.payments.access import BOOK_READERS, CASHIERS, KEEPERS, READERS
from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.actions.refund_payment import refund_payment, refundable
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.models import CashReceipt, Charge, Payment
from motcua.foundation.payments.queries.charges import ChargePage, charge_list, charge_page
from motcua.foundation.payments.queries.pay_page import page_of
from motcua.foundation.payments.states import State
from motcua.foundation.payments.web.forms import CancelForm, CashForm, RefundForm
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.units.web.reach import status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role

GREATEST = 2**62
SLIP = "80"
SIZES = ("a4", SLIP)


@require_safe
@require_role(*READERS)
def charges(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/`: what is owed and what has been paid, the newest first."""
    state, asked = request.GET.get("tinh-trang", ""), request.GET.get("q", "")[:100]
    shown = charge_list(request.roles, state=state, asked=asked, before=_before(request), now=request.now)
    context = {
        "shown": shown,
        "states": State.choices,
        "state": state,
        "asked": asked,
        "reads_books": request.roles.somewhere(*BOOK_READERS),
    }
    return render(request, "payments/charges.html", context, using="jinja2")


@require_safe
@never_cache
@require_role(*READERS)
def charge(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/thu-phi/khoan/<code>/`."""
    page = _page(request, code)
    told = page_of(page.charge, now=request.now)
    qr = mark_safe(qr_svg(told.code, title=_("Mã VietQR"))) if told.code else ""  # noqa: S308 - drawn by us
    return render(request, "payments/charge.html", {"page": page, "told": told, "qr": qr}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*CASHIERS)
def cash(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/thu-phi/khoan/<code>/tien-mat/`: take cash; the receipt is printed from the charge's page."""
    page = _page(request, code)
    if page.charge.unit_id not in request.roles.unit_ids(*CASHIERS):
        raise Http404
    first = {"amount": page.charge.remaining, "nonce": uuid4().hex}
    form = CashForm(request.POST or None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        try:
            receipt = take_cash(
                code=code, amount=given["amount"], nonce=given["nonce"], by=request.staff, now=request.now
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            words = {"amount": money_vn(receipt.payment.amount), "receipt": receipt.text}
            messages.success(request, _("Đã thu %(amount)s, biên lai %(receipt)s.") % words)
            return redirect("payments_staff:charge", code)
    return _form(request, "payments/cash.html", page, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*CASHIERS, *KEEPERS)
def cancel(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/thu-phi/khoan/<code>/huy/`."""
    page = _page(request, code)
    if page.charge.unit_id not in request.roles.unit_ids(*CASHIERS, *KEEPERS):
        raise Http404
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_charge(code=code, reason=form.cleaned_data["reason"], by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã hủy khoản thu %(code)s.") % {"code": code})
            return redirect("payments_staff:charge", code)
    return _form(request, "payments/cancel.html", page, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*KEEPERS)
def refund(request: StaffRequest, payment_id: int) -> HttpResponse:
    """`/can-bo/thu-phi/hoan-tien/<payment>/`: give money back, by somebody who did not take it."""
    units = request.roles.unit_ids(*KEEPERS)
    payment = Payment.objects.select_related("charge").filter(charge__unit__in=units, pk=payment_id).first()
    if payment is None:
        raise Http404
    form = RefundForm(request.POST or None, initial={"amount": refundable(payment), "nonce": uuid4().hex})
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = refund_payment(
                payment_id=payment_id,
                amount=given["amount"],
                reason=given["reason"],
                nonce=given["nonce"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, f"{made.get_state_display()}: {money_vn(made.amount)}.")
            return redirect("payments_staff:charge", payment.charge.code)
    page = _page(request, payment.charge.code)
    return _form(request, "payments/refund.html", page, form, payment=payment)


@require_safe
@never_cache
@require_role(*READERS)
def notice(request: StaffRequest, code: str, size: str) -> HttpResponse:
    """`/can-bo/thu-phi/khoan/<code>/giay-bao-a4.pdf` and `-80.pdf`: the notice with the VietQR.

    The page instead, when there is nothing to pay.
    """
    charge = _page(request, code).charge
    if not charge.remaining:
        return redirect("payments_staff:charge", code=code)
    told = page_of(charge, now=request.now)
    return pdf(paper.notice_pdf(told, is_slip=_is_slip(size), now=request.now), f"giay-bao-{code}")


@require_safe
@never_cache
@require_role(*READERS)
def receipt(request: StaffRequest, receipt_id: int, size: str) -> HttpResponse:
    """`/can-bo/thu-phi/bien-lai/<id>-a4.pdf` and `-80.pdf`."""
    reach = CashReceipt.objects.filter(payment__charge__in=Charge.objects.visible_to(request.roles))
    found = reach.select_related("book", "payment__charge").filter(pk=receipt_id).first()
    if found is None:
        raise Http404
    return pdf(paper.receipt_pdf(found, is_slip=_is_slip(size)), f"bien-lai-{found.number}")


def _is_slip(size: str) -> bool:
    if size not in SIZES:
        raise Http404
    return size == SLIP


def pdf(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that is shown and kept by nobody in between."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(request: StaffRequest, code: str) -> ChargePage:
    try:
        return charge_page(code, request.roles, now=request.now)
    except Charge.DoesNotExist as unknown:
        raise Http404 from unknown


def _form(request: StaffRequest, name: str, page: ChargePage, form: object, **more: object) -> HttpResponse:
    errors = getattr(form, "errors", {})
    context = {"page": page, "charge": page.charge, "form": form, **more}
    return render(request, name, context, status=status_of(errors), using="jinja2")


def _before(request: StaffRequest) -> int | None:
    word = request.GET.get("truoc", "")
    if not word:
        return None
    if not (word.isascii() and word.isdigit()) or int(word) > GREATEST:
        raise Http404
    return int(word)
