"""What is stored of a day's reconciliation: figures and differences as a person found and explained them. Frozen."""

from __future__ import annotations

from typing import Any

from django.db import models

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Staff, Unit


class DayClose(models.Model):
    """The books of one unit and day, closed: `content` is `reconciliation.DayBooks` as JSON with the explanations."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    difference = models.BigIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="payments_day_closed_once")]
        triggers = append_only()
