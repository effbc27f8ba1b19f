"""What is stored of appeals against the provisional results, and of their answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.models.entry import Entry


class Outcome(models.TextChoices):
    """How an appeal ends."""

    UPHELD = "upheld", _("Chấp nhận")
    REJECTED = "rejected", _("Không chấp nhận")


class Appeal(models.Model):
    """A unit asks for its result to be looked at again; it is answered before `due_at`."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="appeals")
    text = models.TextField()
    filed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("entry", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="contest_appeal_has_a_text"),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_at__isnull=True)
                | Q(outcome__in=Outcome.values, answered_at__isnull=False) & ~Q(answer=""),
                name="contest_appeal_answered_whole",
            ),
            models.UniqueConstraint(fields=["entry"], condition=Q(outcome=""), name="contest_appeal_one_open"),
        ]
