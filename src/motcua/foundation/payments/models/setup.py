"""What is stored before money comes: fees in force, the account to pay into, the receipt books."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.payments.fees import FeeRule
from motcua.foundation.units.models import Staff, Unit


class FeeVersion(models.Model):
    """A published fee: for everybody, or for a unit and all below it, which then goes before the common one.

    It is never changed: a new amount is a new version with its own first day and document.
    """

    code = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    rule: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    document = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "unit", "valid_from"], nulls_distinct=False, name="payments_one_fee_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="payments_fee_days"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="payments_fee_has_a_document"),
        ]
        triggers = append_only()

    @property
    def content(self) -> FeeRule:
        """Return the rule."""
        return FeeRule.model_validate(self.rule)


class BankAccount(models.Model):
    """The account a unit is paid into; one at a time, an old one stays for the lines of its statements."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    bank_bin = models.CharField(max_length=6)
    bank_name = models.CharField(max_length=120)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    closed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(closed_at__isnull=True), name="payments_one_account_in_use"
            ),
            models.CheckConstraint(condition=Q(bank_bin__regex=r"^\d{6}$"), name="payments_bank_bin"),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9A-Z]{1,19}$"), name="payments_account_number"),
            models.CheckConstraint(condition=~Q(holder="") & ~Q(bank_name=""), name="payments_account_named"),
        ]
        triggers = [pgtrigger.Protect(name="account_stays", operation=pgtrigger.Delete)]


class ReceiptBook(models.Model):
    """A book of receipts (quyển biên lai) of a unit: its symbol, its first and last number. One is in use at a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    symbol = models.CharField(max_length=20)
    first_number = models.PositiveIntegerField(default=1)
    last_number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(closed_at__isnull=True), name="payments_one_book_open"
            ),
            models.UniqueConstraint(fields=["unit", "symbol", "first_number"], name="payments_book_once"),
            models.CheckConstraint(condition=~Q(symbol=""), name="payments_book_symbol"),
            models.CheckConstraint(
                condition=Q(first_number__gte=1, last_number__gte=F("first_number")), name="payments_book_numbers"
            ),
        ]
        triggers = [pgtrigger.Protect(name="book_stays", operation=pgtrigger.Delete)]
