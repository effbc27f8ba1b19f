"""What is stored of money that moved: payments, receipts for cash, refunds."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.payments.models.charges import Charge
from motcua.foundation.payments.models.setup import ReceiptBook
from motcua.foundation.units.models import Staff, Unit

# what is booked on a day that a person has closed would change what they signed
_DAY_IS_OPEN = """
    IF EXISTS (SELECT FROM payments_dayclose WHERE unit_id = NEW.unit_id AND day = NEW.day) THEN
        RAISE EXCEPTION 'day % of unit % is closed', NEW.day, NEW.unit_id;
    END IF;
    RETURN NEW;
"""


class Channel(models.TextChoices):
    """How money came."""

    CASH = "cash", _("Tiền mặt tại quầy")
    DOOR = "door", _("Tiền mặt tại nhà")
    TRANSFER = "transfer", _("Chuyển khoản")
    GATEWAY = "gateway", _("Cổng VNPAY")


IN_CASH = (Channel.CASH, Channel.DOOR)  # against a receipt of the unit's book


class Payment(models.Model):
    """Money that came in for a charge. `reference` makes it one: nonce of the counter's form, line of the statement,
    order of the gateway. `day` is the day of the books it belongs to, which was open when it was recorded. `round_code`
    says on which round cash was taken at a door: it is handed in with the rest of that round.
    """

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    amount = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=100)
    day = models.DateField()
    paid_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    round_code = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["channel", "reference"], name="payments_payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_payment_amount"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="payments_channel"),
            models.CheckConstraint(condition=~Q(reference=""), name="payments_payment_reference"),
            models.CheckConstraint(
                condition=~Q(channel__in=IN_CASH) | Q(recorded_by__isnull=False), name="payments_cash_has_a_cashier"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.DOOR) & ~Q(round_code="") | ~Q(channel=Channel.DOOR) & Q(round_code=""),
                name="payments_door_has_a_round",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "day"], name="payments_payment_day"),
            models.Index(fields=["round_code"], condition=~Q(round_code=""), name="payments_payment_round"),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(name="day_is_open", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_DAY_IS_OPEN),
        ]


class RoundHandIn(models.Model):
    """The cash of a round, handed in at the counter, in đồng: `expected` was taken at the doors, `handed` is there.

    `day` is the day of the books it belongs to: from then on the money is in the till.
    """

    round_code = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    expected = models.PositiveBigIntegerField()
    handed = models.PositiveBigIntegerField()
    note = models.CharField(max_length=500, blank=True)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(round_code="") & ~Q(title=""), name="payments_round_named"),
            models.CheckConstraint(
                condition=Q(handed=F("expected")) | ~Q(note=""), name="payments_round_explains_difference"
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="payments_round_day")]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="round_day_is_open", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_DAY_IS_OPEN
            ),
        ]


class CashReceipt(models.Model):
    """The receipt for cash (biên lai): the next number of the unit's book, without gaps."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="receipt")
    book = models.ForeignKey(ReceiptBook, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    cashier_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="payments_receipt_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="payments_receipt_number"),
        ]
        triggers = append_only()

    @property
    def text(self) -> str:
        """Return symbol and number as printed: "AA-19P 0000012"."""
        return f"{self.book.symbol} {self.number:07}"


class RefundState(models.TextChoices):
    """Where a refund stands: the gateway may answer late, cash and transfers are done when they are written down."""

    ASKED = "asked", _("Đã gửi yêu cầu, chờ trả lời")
    DONE = "done", _("Đã hoàn")
    FAILED = "failed", _("Bị từ chối")


class Refund(models.Model):
    """Money given back of one payment, by somebody who did not take it. `reference` makes it one."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=10, choices=RefundState.choices)
    day = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    sent_times = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_refund_amount"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(reference=""), name="payments_refund_reason"),
            models.CheckConstraint(
                condition=Q(state=RefundState.ASKED, answered_at__isnull=True)
                | Q(state__in=[RefundState.DONE, RefundState.FAILED], answered_at__isnull=False),
                name="payments_refund_answered",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="payments_refund_day")]
        triggers = [
            pgtrigger.Protect(name="refund_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="answer_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.state <> 'asked' OR NEW.amount <> OLD.amount OR NEW.payment_id <> OLD.payment_id THEN
                        RAISE EXCEPTION 'refund % has been answered', OLD.id;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
