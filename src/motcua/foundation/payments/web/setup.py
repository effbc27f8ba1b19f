"""What a unit arranges before it takes money: receipt book, bank account, own fees; and the fees in force."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments.access import ARRANGERS, READERS
from motcua.foundation.payments.actions.open_receipt_book import open_receipt_book
from motcua.foundation.payments.actions.publish_fee import publish_fee
from motcua.foundation.payments.actions.set_bank_account import Account, set_bank_account
from motcua.foundation.payments.fee_tables import fees_on
from motcua.foundation.payments.models import BankAccount, ReceiptBook
from motcua.foundation.payments.queries.charges import arranged_units
from motcua.foundation.payments.web.forms import AccountForm, BookForm, FeeForm
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.reach import chosen_unit, status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ARRANGERS)
def setup(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/thiet-lap/`: the receipt book and the account of a unit."""
    units = arranged_units(request.roles, request.now)
    what = request.POST.get("what", "")
    book = BookForm(request.POST if what == "book" else None, units=units)
    account = AccountForm(request.POST if what == "account" else None, units=units)
    if (what == "book" and _open(request, book)) or (what == "account" and _set(request, account)):
        return redirect("payments_staff:setup")
    context = {
        "book_form": book,
        "account_form": account,
        "books": ReceiptBook.objects.filter(unit__in=units, closed_at__isnull=True).order_by("unit"),
        "accounts": BankAccount.objects.filter(unit__in=units, closed_at__isnull=True).order_by("unit"),
        "units": units,
    }
    status = status_of(book.errors or account.errors)
    return render(request, "payments/setup.html", context, status=status, using="jinja2")


def _open(request: StaffRequest, form: BookForm) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        made = open_receipt_book(
            unit_id=given["unit"],
            symbol=given["symbol"],
            first_number=given["first_number"],
            last_number=given["last_number"],
            by=request.staff,
            now=request.now,
        )
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return False
    messages.success(request, _("Đã mở quyển biên lai %(symbol)s.") % {"symbol": made.symbol})
    return True


def _set(request: StaffRequest, form: AccountForm) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    account = Account(given["bank_bin"], given["bank_name"], given["number"], given["holder"])
    try:
        set_bank_account(unit_id=given["unit"], account=account, by=request.staff, now=request.now)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return False
    messages.success(request, _("Đã ghi tài khoản nhận tiền."))
    return True


@require_safe
@require_role(*READERS, *ARRANGERS)
def fees(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/bieu-phi/`: the fees in force today, each with its document."""
    unit_id = chosen_unit(request, *READERS, *ARRANGERS)
    rules = fees_on(day_of(request.now), unit_id=unit_id)
    may_publish = request.roles.has_any(unit_id, *ARRANGERS)
    context = {"rules": sorted(rules.values(), key=lambda rule: rule.code), "may_publish": may_publish}
    return render(request, "payments/fees.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ARRANGERS)
def own_fee(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-phi/bieu-phi/rieng/`: publish a unit's own amount from a day on."""
    units = arranged_units(request.roles, request.now)
    common = fees_on(day_of(request.now), unit_id=chosen_unit(request, *ARRANGERS))
    flat = {code: rule for code, rule in common.items() if rule.kind == "each"}
    names = {code: rule.label.here() for code, rule in flat.items()}
    form = FeeForm(request.POST or None, units=units, fees=names)
    if form.is_valid():
        given = form.cleaned_data
        changes = {key: given[key] for key in ("amount", "document", "article", "verified", "valid_from")}
        rule = flat[given["code"]].model_copy(update={**changes, "valid_to": None})
        try:
            publish_fee(unit_id=given["unit"], rule=rule, by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã công bố mức thu riêng của đơn vị."))
            return redirect("payments_staff:fees")
    return render(request, "payments/own_fee.html", {"form": form}, status=status_of(form.errors), using="jinja2")
