"""Money of a day that a person had given up: it came for a charge after one of its orders was closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.foundation.payments.models import Channel, Payment
from motcua.foundation.payments.reconciliation import Item
from motcua.foundation.ui.filters import date_vn, money_vn

_FROM_OUTSIDE = (Channel.GATEWAY, Channel.TRANSFER)


def late_items(unit_id: int, day: date) -> list[Item]:
    """Return what came through gateway or bank after an order of the same charge had been closed without an answer.

    It may have been paid twice, so a person looks and says what it is. Nothing is missing or too much in the books: the
    amount stands in the words, and the difference is none. One query.
    """
    paid = Payment.objects.filter(unit=unit_id, day=day, channel__in=_FROM_OUTSIDE)
    late = paid.filter(charge__orders__closed_at__lt=F("recorded_at")).order_by("pk", "charge__orders")
    rows: Iterable[Mapping[str, Any]] = late.values(
        "pk",
        "amount",
        "channel",
        code=F("charge__code"),
        ref=F("charge__orders__txn_ref"),
        closed=F("charge__orders__closed_at"),
    )
    return [_item(row) for row in rows]


def _item(row: Mapping[str, Any]) -> Item:
    words = _(
        "Giao dịch %(ref)s đã đóng ngày %(closed)s, nay khoản %(code)s nhận %(amount)s qua %(channel)s. Hãy kiểm tra "
        "có nộp hai lần không."
    )
    told = {
        "closed": date_vn(row["closed"]),
        "amount": money_vn(row["amount"]),
        "channel": Channel(row["channel"]).label,
    }
    return Item(f"late-{row['pk']}-{row['ref']}", words % {**row, **told}, 0)
