"""What is stored of the programme? Drafts of promises, with what they rest on, until a leader signs or drops them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.worktime.rules import Limit, TimeUnit

TIME_UNITS = [(unit.value, unit.value) for unit in TimeUnit]


class DraftState(models.TextChoices):
    """Where a draft stands."""

    DRAFTED = "drafted", _("Dự thảo")
    SIGNED = "signed", _("Đã ký cam kết")
    DROPPED = "dropped", _("Không dùng")


class CommitmentDraft(models.Model):
    """A shorter limit proposed for a procedure that a unit decides. Signed, it is the service's promise.

    `evidence` is what it rested on when it was drafted: matters, share kept, shortest limit with its bounds.
    """

    service = models.CharField(max_length=40)
    procedure = models.CharField(max_length=80)
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveIntegerField()
    law = models.PositiveIntegerField()
    time_unit = models.CharField(max_length=20, choices=TIME_UNITS)
    evidence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, choices=DraftState.choices, default=DraftState.DRAFTED)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=200, blank=True)
    from_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-drafted_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "procedure", "unit"],
                condition=Q(state=DraftState.DRAFTED),
                name="shortening_one_draft_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1, amount__lt=F("law")), name="shortening_is_shorter"),
            models.CheckConstraint(
                condition=Q(state=DraftState.DRAFTED, decided_at__isnull=True)
                | (Q(state=DraftState.DROPPED, decided_at__isnull=False))
                | (Q(state=DraftState.SIGNED, decided_at__isnull=False, from_day__isnull=False) & ~Q(document="")),
                name="shortening_decided_when",
            ),
        ]

    @property
    def limit(self) -> Limit:
        """Return the proposed limit as the clock counts it."""
        return Limit(self.amount, TimeUnit(self.time_unit))

    @property
    def law_limit(self) -> Limit:
        """Return the limit of the law at the time of the draft."""
        return Limit(self.law, TimeUnit(self.time_unit))
