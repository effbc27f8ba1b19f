"""What is stored of bank statements: the file, its import, its lines, and how a person settled what did not match."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only, no_truncate
from motcua.foundation.payments.models.charges import Charge
from motcua.foundation.payments.models.money import Payment
from motcua.foundation.units.models import Staff, Unit


class StatementFile(models.Model):
    """A statement as it was uploaded, to be looked at before it counts. The same file of a unit is kept once."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="payments_file_once")]
        triggers = append_only()


class StatementImport(models.Model):
    """The taking over of a file: all of its lines or none."""

    file = models.OneToOneField(StatementFile, on_delete=models.PROTECT, related_name="taken")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    new_lines = models.PositiveIntegerField()
    known_lines = models.PositiveIntegerField()
    outgoing_lines = models.PositiveIntegerField()

    class Meta:
        triggers = append_only()


class StatementLine(models.Model):
    """Money that the bank says came in. `line_hash` makes it one, whichever file tells of it.

    `unit` is the one whose statement told of it; `settling` decides about it: the same, or the one that took over.
    """

    taken = models.ForeignKey(StatementImport, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    settling = models.ForeignKey(Unit, db_index=False, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    booked_on = models.DateField()
    day = models.DateField()
    amount = models.PositiveBigIntegerField()
    memo = models.CharField(max_length=500)
    bank_reference = models.CharField(max_length=100, blank=True)
    line_hash = models.BinaryField(max_length=32)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="statement_line"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "line_hash"], name="payments_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_statement_amount"),
        ]
        indexes = [
            models.Index(fields=["unit", "day"], name="payments_line_day"),
            models.Index(fields=["settling", "line_hash"], name="payments_line_settling"),
        ]
        triggers = [
            pgtrigger.Protect(name="line_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="line_is_as_told",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["settling"]),
            ),
            no_truncate(),
        ]


class LineOutcome(models.TextChoices):
    """What a person decided about money that named no charge."""

    ASSIGNED = "assigned", _("Ghi cho khoản thu")
    NOT_OURS = "not_ours", _("Không phải khoản thu của đơn vị")


class LineSettlement(models.Model):
    """The decision about a line that did not match by itself, with its reason."""

    line = models.OneToOneField(StatementLine, on_delete=models.PROTECT, related_name="settlement")
    outcome = models.CharField(max_length=10, choices=LineOutcome.choices)
    charge = models.ForeignKey(Charge, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="settled_line"
    )
    reason = models.CharField(max_length=300)
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="payments_settled_with_a_reason"),
            models.CheckConstraint(
                condition=Q(outcome=LineOutcome.ASSIGNED, charge__isnull=False, payment__isnull=False)
                | Q(outcome=LineOutcome.NOT_OURS, charge__isnull=True, payment__isnull=True),
                name="payments_settled_how",
            ),
        ]
        triggers = append_only()
