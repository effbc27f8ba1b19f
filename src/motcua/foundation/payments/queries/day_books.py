"""The books of one unit and day, from payments, statements and orders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from motcua.foundation.payments.memo import covered
from motcua.foundation.payments.models import (
    SILENT,
    Channel,
    Charge,
    DayClose,
    GatewayMessage,
    GatewayOrder,
    LineOutcome,
    LineSettlement,
    OrderState,
    Payment,
    Refund,
    RefundState,
    RoundHandIn,
    StatementLine,
)
from motcua.foundation.payments.queries.late import late_items
from motcua.foundation.payments.queries.rounds import open_rounds, round_items
from motcua.foundation.payments.reconciliation import DayBooks, Item, Sums
from motcua.foundation.payments.states import State
from motcua.foundation.payments.vnpay import Verdict
from motcua.foundation.units.rules import start_of

MOST_MATTERS = 200
REFUSED = (Verdict.WRONG_SIGNATURE, Verdict.NO_ORDER, Verdict.WRONG_AMOUNT, Verdict.FORBIDDEN, Verdict.UNKNOWN)


def day_books(unit_id: int, day: date) -> DayBooks:
    """Return the books as they stand; the till is not counted yet. A fixed number of queries."""
    booked = _by_channel(Payment.objects.filter(unit=unit_id, day=day).values_list("channel").annotate(Sum("amount")))
    back = _by_channel(
        Refund.objects.filter(unit=unit_id, day=day, state=RefundState.DONE)
        .values_list("channel")
        .annotate(Sum("amount"))
    )
    told = StatementLine.objects.filter(unit=unit_id, day=day).aggregate(total=Sum("amount"))["total"] or 0
    orders = GatewayOrder.objects.filter(state=OrderState.PAID, payment__unit=unit_id, payment__day=day)
    confirmed = orders.aggregate(total=Sum("amount"))["total"] or 0
    handed = RoundHandIn.objects.filter(unit=unit_id, day=day).aggregate(total=Sum("handed"))["total"] or 0
    return DayBooks(
        door=Sums(outside=handed, booked=booked.get(Channel.DOOR, 0)),
        cash=Sums(booked=booked.get(Channel.CASH, 0), refunded=back.get(Channel.CASH, 0)),
        transfer=Sums(told, booked.get(Channel.TRANSFER, 0), back.get(Channel.TRANSFER, 0)),
        gateway=Sums(confirmed, booked.get(Channel.GATEWAY, 0), back.get(Channel.GATEWAY, 0)),
        differences=(
            *_lines_of(unit_id, day),
            *_settled_later(unit_id, day),
            *round_items(unit_id, day),
            *late_items(unit_id, day),
        ),
        matters=(
            *_charges(unit_id, day),
            *_orders(unit_id, day),
            *_doubtful_orders(unit_id, day),
            *_refunds(unit_id),
            *_old_lines(unit_id, day),
            *open_rounds(unit_id, day),
        ),
        refused_calls=_refused(day),
    )


def shown_books(unit_id: int, day: date) -> tuple[DayBooks, DayClose | None]:
    """Return the frozen books of a closed day with its closing, else the books as they stand."""
    closing = DayClose.objects.select_related("closed_by").filter(unit=unit_id, day=day).first()
    return (DayBooks.from_json(closing.content) if closing else day_books(unit_id, day)), closing


def _by_channel(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(rows)


def _lines_of(unit_id: int, day: date) -> list[Item]:
    """Return the lines of this day's statements whose money was not booked on this day."""
    lines = StatementLine.objects.filter(unit=unit_id, day=day, payment__isnull=True)
    lines = lines.exclude(settlement__payment__day=day, settlement__payment__unit=unit_id)
    lines = lines.select_related("settlement__payment")
    return [
        Item(
            f"line-{line.pk}",
            _("Sao kê dòng %(row)s ngày %(day)s, nội dung “%(memo)s”, chưa ghi cho khoản thu nào.")
            % {"row": line.row, "day": f"{line.booked_on:%d/%m/%Y}", "memo": covered(line.memo[:120])},
            line.amount,
            _decision(line),
        )
        for line in lines.order_by("pk")
    ]


def _decision(line: StatementLine) -> str:
    settled: LineSettlement | None = getattr(line, "settlement", None)
    return settled.reason if settled is not None and settled.outcome == LineOutcome.NOT_OURS else ""


def _settled_later(unit_id: int, day: date) -> list[Item]:
    """Return the payments of this day that come from statements of earlier days, or of a unit that was taken over."""
    settled = LineSettlement.objects.filter(payment__unit=unit_id, payment__day=day)
    settled = settled.exclude(line__day=day, line__unit=unit_id)
    return [
        Item(
            f"settled-{one.pk}",
            _("Tiền của sao kê ngày %(day)s nay ghi cho khoản %(code)s.")
            % {"day": f"{one.line.day:%d/%m/%Y}", "code": one.charge.code if one.charge else ""},
            -one.line.amount,
            one.reason,
        )
        for one in settled.select_related("line", "charge").order_by("pk")
    ]


def _charges(unit_id: int, day: date) -> list[Item]:
    touched = Charge.objects.filter(
        Q(payments__day__lte=day), unit=unit_id, state__in=[State.PART_PAID, State.OVERPAID]
    ).distinct()
    items = []
    for charge in touched.order_by("pk")[:MOST_MATTERS]:
        if charge.is_to_give_back:
            words, amount = _("Khoản %(code)s đã hủy mà vẫn nhận được tiền, cần hoàn lại."), charge.excess
        elif charge.state == State.OVERPAID:
            words, amount = _("Khoản %(code)s nộp thừa, cần hoàn phần thừa."), charge.excess
        else:
            words, amount = _("Khoản %(code)s nộp thiếu, chờ nộp tiếp."), -charge.remaining
        items.append(Item(f"charge-{charge.code}", words % {"code": charge.code}, amount))
    return items


def _orders(unit_id: int, day: date) -> list[Item]:
    silent = GatewayOrder.objects.filter(
        charge__unit=unit_id, state=OrderState.PENDING, expires_at__lt=start_of(day + timedelta(days=1))
    )
    words = _("Giao dịch %(ref)s qua VNPAY quá hạn mà chưa biết kết quả.")
    return [
        Item(f"order-{order.txn_ref}", words % {"ref": order.txn_ref}, order.amount)
        for order in silent.order_by("pk")[:MOST_MATTERS]
    ]


def _doubtful_orders(unit_id: int, day: date) -> list[Item]:
    """Return the orders whose payer was charged while the gateway holds the money back, until that is settled."""
    until = start_of(day + timedelta(days=1))
    orders = GatewayOrder.objects.filter(SILENT, charge__unit=unit_id, state=OrderState.FAILED)
    words = _("Giao dịch %(ref)s: VNPAY báo người nộp đã bị trừ tiền nhưng còn nghi vấn (mã %(code)s). Hãy hỏi VNPAY.")
    return [
        Item(f"doubt-{one.txn_ref}", words % {"ref": one.txn_ref, "code": one.response_code}, one.amount)
        for one in orders.filter(answered_at__lt=until).order_by("pk")[:MOST_MATTERS]
    ]


def _refunds(unit_id: int) -> list[Item]:
    waiting = Refund.objects.filter(unit=unit_id, state=RefundState.ASKED).select_related("charge")
    words = _("Yêu cầu hoàn tiền của khoản %(code)s chưa được VNPAY trả lời.")
    return [
        Item(f"refund-{one.pk}", words % {"code": one.charge.code}, one.amount)
        for one in waiting.order_by("pk")[:MOST_MATTERS]
    ]


def _old_lines(unit_id: int, day: date) -> list[Item]:
    """Return the lines that wait for the unit and are no difference of this day in its own books."""
    elsewhere = Q(day__lt=day) | Q(day=day) & ~Q(unit=unit_id)
    lines = StatementLine.objects.filter(elsewhere, settling=unit_id, payment__isnull=True, settlement__isnull=True)
    lines = lines.order_by("pk")
    words = _("Sao kê ngày %(day)s còn dòng %(row)s chưa xử lý.")
    return [
        Item(f"old-{line.pk}", words % {"day": f"{line.day:%d/%m/%Y}", "row": line.row}, line.amount)
        for line in lines[:MOST_MATTERS]
    ]


def _refused(day: date) -> int:
    """Return how many calls of the gateway were refused that day, of all units: a forged one names none."""
    since, until = start_of(day), start_of(day + timedelta(days=1))
    messages = GatewayMessage.objects.filter(kind=GatewayMessage.Kind.IPN, at__gte=since, at__lt=until)
    return messages.filter(verdict__in=REFUSED).count()
