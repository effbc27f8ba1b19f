"""What a leader does about an order that the gateway leaves without an answer: ask now, or close it with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments import gateway
from motcua.foundation.payments.access import KEEPERS, require_in
from motcua.foundation.payments.actions.ask_gateway import GIVEN_UP_AFTER, ask_one
from motcua.foundation.payments.models import Charge, GatewayOrder, OrderState
from motcua.foundation.payments.record import locked_charge, note
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff


def follow_order(*, txn_ref: str, by: Staff, now: datetime) -> GatewayOrder:
    """Return the order after the gateway was asked once more; it may still be without an answer.

    Needs a leader of the unit. Raises GatewayOrder.DoesNotExist, NotAllowed, PaymentRefused when there is an answer.
    """
    order = _silent_order(txn_ref, by, now)
    if gateway.is_on():
        ask_one(order, now=now)
    return GatewayOrder.objects.get(pk=order.pk)


def close_order(*, txn_ref: str, reason: str, by: Staff, now: datetime) -> GatewayOrder:
    """Return the order, closed with its reason, because three days of asking brought no answer.

    The gateway is asked once more first, and its answer goes before. Closing books nothing: money that the gateway or
    the bank tells of later is received as ever and stands in the books of its day, to be explained. Needs a leader of
    the unit. Raises GatewayOrder.DoesNotExist, NotAllowed, PaymentRefused.
    """
    order = _silent_order(txn_ref, by, now)
    if not reason.strip():
        raise PaymentRefused("reason", _("Chưa ghi lý do. Chưa đóng gì: hãy ghi lý do rồi làm lại."))
    if now < order.expires_at + GIVEN_UP_AFTER:
        raise PaymentRefused(
            "order_in_work",
            _("VNPAY vẫn đang được hỏi. Chưa đóng gì: chỉ được đóng sau ba ngày kể từ khi giao dịch hết hạn."),
        )
    if gateway.is_on():
        ask_one(order, now=now)
    return _close(order, reason.strip(), by, now)


@transaction.atomic
def _close(order: GatewayOrder, reason: str, by: Staff, now: datetime) -> GatewayOrder:
    charge = locked_charge(Charge.objects.all(), pk=order.charge_id)
    order = GatewayOrder.objects.select_for_update().get(pk=order.pk)
    _refuse_answered(order)
    order.state, order.closed_at, order.closed_by, order.close_reason = OrderState.CLOSED, now, by, reason
    order.save(update_fields=["state", "closed_at", "closed_by", "close_reason"])
    note("close_order", charge, by=by.as_actor(), now=now, detail={"order": order.txn_ref, "amount": order.amount})
    return order


def _silent_order(txn_ref: str, by: Staff, now: datetime) -> GatewayOrder:
    seen = Charge.objects.visible_to(roles_of(by, now))
    order = GatewayOrder.objects.select_related("charge").get(txn_ref=txn_ref, charge__in=seen)
    require_in(order.charge.unit_id, *KEEPERS, by=by, now=now)
    _refuse_answered(order)
    return order


def _refuse_answered(order: GatewayOrder) -> None:
    if not order.is_silent:
        raise PaymentRefused("order_answered", _("Giao dịch này đã có kết quả. Hãy tải lại trang."))
