"""How long papers of money are kept, the words of bank statements, and the addresses of gateway messages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.actions.destroy_gateway_address import (
    ORDER,
    STRAY,
    destroy_gateway_address,
    with_addresses,
)
from motcua.foundation.payments.actions.destroy_statement import destroy_statement
from motcua.foundation.payments.models import GatewayMessage, GatewayOrder, StatementFile
from motcua.foundation.retention.rules import key_in, terms_in
from motcua.foundation.retention.schedule import Ended, Ending, Found, RecordClass, kept_for_ever
from motcua.foundation.units.queries import top_unit

_ROOM: Final = "motcua.foundation.payments"
STATEMENT: Final = "bank_statement"
ADDRESS: Final = "gateway_address"


def statements_ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the statements that were taken over, or brought and left, before a moment, oldest first. One query."""
    files = StatementFile.objects.filter(unit__in=unit_ids).exclude(content=b"")
    dated = files.annotate(at=Coalesce("taken__imported_at", "uploaded_at")).filter(at__lt=before)
    rows = dated.order_by("at", "pk").values_list("pk", "unit", "at")
    return [Ended(str(pk), f"{pk}/SK", unit_id, at) for pk, unit_id, at in rows[:most]]


def find_statement(name: str) -> Found | None:
    """Return the statement with this number ("12/SK"), None when there is none."""
    file = StatementFile.objects.filter(pk=key_in(name, ending="/SK")).first()
    return None if file is None else Found(str(file.pk), file.unit_id, is_destroyed=not file.content)


def addresses_ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the orders whose last message came before a moment, then the messages without an order. Three queries."""
    orders = with_addresses().filter(charge__unit__in=unit_ids).annotate(at=Max("messages__at")).filter(at__lt=before)
    rows = orders.order_by("at", "pk").values_list("pk", "txn_ref", "charge__unit", "at")[:most]
    found = [Ended(f"{ORDER}{pk}", reference, unit_id, at) for pk, reference, unit_id, at in rows]
    if (top := top_unit()) not in unit_ids or top is None:
        return found
    stray = GatewayMessage.objects.filter(order=None, at__lt=before).exclude(address="").order_by("at", "pk")
    left = stray.values_list("pk", "at")[: most - len(found)]
    return [*found, *(Ended(f"{STRAY}{pk}", f"TB{pk}", top, at) for pk, at in left)]


def find_address(name: str) -> Found | None:
    """Return the order with this reference at the gateway, or the message without one ("TB12"); None for neither."""
    order = GatewayOrder.objects.filter(txn_ref=name.strip()).select_related("charge").first()
    if order is not None:
        is_gone = not order.messages.exclude(address="").exists()
        return Found(f"{ORDER}{order.pk}", order.charge.unit_id, is_destroyed=is_gone)
    top = top_unit()
    stray = GatewayMessage.objects.filter(pk=key_in(name, prefix="TB"), order=None).first()
    return None if stray is None or top is None else Found(f"{STRAY}{stray.pk}", top, is_destroyed=not stray.address)


MONEY: Final = kept_for_ever(
    "money",
    _("Chứng từ thu, biên lai, hoàn tiền"),
    _("ngày ghi sổ"),
    terms_in(_ROOM, "money"),
    covers=[
        f"payments.{name}"
        for name in (
            *("Charge", "ChargeLine", "Payment", "RoundHandIn", "CashReceipt", "Refund", "DayClose"),
            *("GatewayOrder", "FeeVersion", "BankAccount"),
        )
    ],
)
STATEMENTS: Final = RecordClass(
    code=STATEMENT,
    label=_("Sao kê ngân hàng: nội dung chuyển khoản, tên người chuyển"),
    begins=_("ngày nhập sao kê"),
    terms=terms_in(_ROOM, STATEMENT),
    ended=statements_ended,
    find=find_statement,
    destroy=destroy_statement,
    covers=("payments.StatementFile", "payments.StatementLine", "payments.LineSettlement"),
)
ADDRESSES: Final = RecordClass(
    code=ADDRESS,
    label=_("Địa chỉ mạng của các thông báo từ cổng thanh toán"),
    begins=_("thông báo cuối cùng của giao dịch"),
    terms=terms_in(_ROOM, ADDRESS),
    ended=addresses_ended,
    find=find_address,
    destroy=destroy_gateway_address,
    covers=("payments.GatewayMessage",),
    ending=Ending.NIGHTLY,
)
