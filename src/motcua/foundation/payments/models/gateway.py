"""What is stored of the gateway: orders sent there, and every message that came from there, right or forged."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.payments.models.charges import Charge
from motcua.foundation.payments.models.money import Payment
from motcua.foundation.payments.vnpay import TAKEN_IN_DOUBT
from motcua.foundation.units.models import Staff


class OrderState(models.TextChoices):
    """Where an order stands."""

    PENDING = "pending", _("Chờ kết quả")
    PAID = "paid", _("Đã trả tiền")
    FAILED = "failed", _("Không thành công")
    CLOSED = "closed", _("Đã đóng, không có kết quả")


# no word, or that the money is in doubt
SILENT = Q(state=OrderState.PENDING) | Q(state=OrderState.FAILED, response_code__in=TAKEN_IN_DOUBT)


class GatewayOrder(models.Model):
    """One try to pay a charge at the gateway. A try that failed may still turn out paid; a paid one stays paid.

    One that stays without an answer is closed by a person, who says why; what the gateway tells later counts.
    """

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="orders")
    txn_ref = models.CharField(max_length=40, unique=True)
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.PENDING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    response_code = models.CharField(max_length=4, blank=True)
    transaction_no = models.CharField(max_length=20, blank=True)
    closed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    close_reason = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="gateway_order"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_order_amount"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="payments_order_expires"),
            models.CheckConstraint(
                condition=Q(
                    state=OrderState.PENDING, answered_at__isnull=True, payment__isnull=True, closed_at__isnull=True
                )
                | Q(state=OrderState.PAID, answered_at__isnull=False, payment__isnull=False)
                | Q(state=OrderState.FAILED, answered_at__isnull=False, payment__isnull=True)
                | Q(state=OrderState.CLOSED, closed_at__isnull=False, payment__isnull=True),
                name="payments_order_state",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, close_reason="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(close_reason=""),
                name="payments_order_closed_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state=OrderState.PENDING), name="payments_order_pending"),
        ]
        triggers = [
            pgtrigger.Protect(name="order_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="paid_stays_paid", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="paid")
            ),
        ]

    @property
    def is_silent(self) -> bool:
        """Tell whether the gateway has said nothing that is final, as `SILENT` has it."""
        is_in_doubt = self.state == OrderState.FAILED and self.response_code in TAKEN_IN_DOUBT
        return self.state == OrderState.PENDING or is_in_doubt


class GatewayMessage(models.Model):
    """One message of the gateway, or of somebody who pretends to be it, with the answer it got."""

    class Kind(models.TextChoices):
        """Which kind of message."""

        IPN = "ipn", "IPN"
        QUERY = "querydr", "querydr"
        REFUND = "refund", "refund"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    order = models.ForeignKey(GatewayOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    address = models.CharField(max_length=45, blank=True)
    content = models.CharField(max_length=2000)
    verdict = models.CharField(max_length=4)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="payments_message_at")]
        triggers = append_only()
