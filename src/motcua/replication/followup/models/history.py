"""What is stored of every turn: who did what when, from which state to which, and why."""

from __future__ import annotations

from typing import Any

from django.db import models

from motcua.foundation.units.models import Staff


class Turn(models.Model):
    """One turn of a task or an obstacle; all of them in order give its state. `seq` equals the version afterwards."""

    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        abstract = True
