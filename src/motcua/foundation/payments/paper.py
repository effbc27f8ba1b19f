"""What stands on the papers of money: notice with QR code, receipt, minutes of a day. Plain data for the templates.

They are official papers: in Vietnamese, whoever prints them and in whatever language they read the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.documents.dates import day_in_words, moment_in_words
from motcua.foundation.documents.letters import Heading
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.documents.qr import qr_modules
from motcua.foundation.forms.words import money_words
from motcua.foundation.payments.models import CashReceipt, ChargeLine, DayClose
from motcua.foundation.payments.queries.pay_page import PayPage
from motcua.foundation.payments.reconciliation import DayBooks, Item, Sums
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.units.queries import authority_of, unit_names, versions_of
from motcua.foundation.units.rules import day_of

Data = dict[str, object]


@translation.override("vi")
def notice_pdf(page: PayPage, *, is_slip: bool, now: datetime) -> bytes:
    """Return the notice of what is owed: A4, or for the roll of 80 mm; with the VietQR while it can be paid."""
    charge = page.charge
    data: Data = {
        "heading": _heading(charge.unit_id, now),
        "code": charge.code,
        "about": charge.target_code,
        "title": charge.title,
        "lines": _lines(page.lines),
        "total": money_vn(charge.amount),
        "remaining": money_vn(charge.remaining),
        "words": money_words(charge.remaining),
        "until": moment_in_words(charge.expires_at),
        "address": charge.pay_address,
        "state": str(charge.row.text),
        "qr": qr_modules(page.code) if page.code else None,
        "account": _account(page),
    }
    return render_pdf("payments/notice80" if is_slip else "payments/notice", data, now=now)


@translation.override("vi")
def receipt_pdf(receipt: CashReceipt, *, is_slip: bool) -> bytes:
    """Return the receipt as it was issued: the same bytes whenever it is asked for."""
    payment = receipt.payment
    charge = payment.charge
    data: Data = {
        "heading": _heading(payment.unit_id, receipt.issued_at),
        "symbol": receipt.book.symbol,
        "number": f"{receipt.number:07}",
        "code": charge.code,
        "about": charge.target_code,
        "title": charge.title,
        "lines": _lines(charge.lines.all()),
        "total": money_vn(charge.amount),
        "paid": money_vn(payment.amount),
        "words": money_words(payment.amount),
        "at": moment_in_words(receipt.issued_at),
        "cashier": receipt.cashier_name,
    }
    return render_pdf("payments/receipt80" if is_slip else "payments/receipt", data, now=receipt.issued_at)


@translation.override("vi")
def day_pdf(unit_id: int, day: date, books: DayBooks, closing: DayClose | None, *, now: datetime) -> bytes:
    """Return the minutes of a day's reconciliation; a day that is not closed says so."""
    made_at = closing.closed_at if closing else now
    data: Data = {
        "heading": _heading(unit_id, made_at),
        "day": day_in_words(day),
        "rows": sum_rows(books),
        "difference": money_vn(books.difference),
        "differences": [_item(item) for item in books.differences],
        "matters": [_item(item) for item in books.matters],
        "refused": books.refused_calls,
        "closed": moment_in_words(closing.closed_at) if closing else "",
        "closer": closing.closed_by.full_name if closing else "",
    }
    return render_pdf("payments/day", data, now=made_at)


def sum_rows(books: DayBooks) -> list[list[str]]:
    """Return the sums of a day as rows of words: channel, money, booked, given back, difference."""
    cash = Sums(books.counted if books.counted is not None else 0, books.cash.booked, books.cash.refunded)
    off = cash.outside - books.expected_cash
    shown = _("chưa kiểm đếm")
    return [
        [
            cash_label(books),
            shown if books.counted is None else money_vn(cash.outside),
            money_vn(cash.booked),
            money_vn(cash.refunded),
            shown if books.counted is None else money_vn(off),
        ],
        *([_row(_("Tiền mặt tại nhà (tổ đã nộp)"), books.door)] if books.has_rounds else []),
        _row(_("Chuyển khoản (sao kê)"), books.transfer),
        _row(_("Cổng VNPAY (đã xác nhận)"), books.gateway),
    ]


def cash_label(books: DayBooks) -> str:
    """Return what the counted till holds."""
    return _("Tiền mặt (kiểm đếm, gồm tiền tổ nộp)") if books.door.outside else _("Tiền mặt (kiểm đếm)")


def _row(label: str, sums: Sums) -> list[str]:
    amounts = (sums.outside, sums.booked, sums.refunded, sums.outside - sums.booked)
    return [label, *(money_vn(amount) for amount in amounts)]


def _item(item: Item) -> Data:
    return {"words": item.words, "amount": money_vn(item.amount), "explanation": item.explanation}


def _heading(unit_id: int, at: datetime) -> Data:
    day = day_of(at)
    version = versions_of([unit_id], day)[unit_id]  # of a unit that has ended: as it was last
    superior = unit_names([version.parent_id], day).get(version.parent_id, "") if version.parent_id else ""
    place = authority_of(version, day).short_name
    return Heading(agency=version.name, superior=superior, place=place, day=day).as_data()


def _lines(lines: Iterable[ChargeLine]) -> list[Data]:
    return [
        {
            "label": line.label,
            "piece": line.piece,
            "quantity": str(line.quantity),
            "amount": money_vn(line.amount),
            "reduction": money_vn(line.reduction) if line.reduction else "",
            "ground": line.ground,
            "total": money_vn(line.total),
            "law": f"{line.document}, {line.article}" if line.article else line.document,
        }
        for line in lines
    ]


def _account(page: PayPage) -> Data | None:
    if page.account is None or not page.code:
        return None
    return {
        "bank": page.account.bank_name,
        "number": page.account.number,
        "holder": page.account.holder,
        "purpose": f"{page.charge.code} nop phi",
    }
