"""What is stored of a long work? Who started it, how far it is, how it ended, where its result lies."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.each_language import Said, SaidField
from motcua.foundation.units.models import Staff


class RunState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xong")


ENDED = (RunState.DONE, RunState.FAILED)


class Run(models.Model):
    """One long work of a member of staff.

    `done` of `total` steps; `said` is the sentence about the last one, or why it failed, in each language as the
    title; `address` is the page where the result is found. `about` names the thing it works on ("report:12"): at most
    one unfinished run about a thing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = SaidField()
    about = models.CharField(max_length=120)
    address = models.CharField(max_length=300)
    started_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    said = SaidField(default=Said, blank=True)
    created_at = models.DateTimeField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=~Q(state__in=ENDED), name="runs_one_at_a_time_about_a_thing"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total"), total__gte=1), name="runs_progress"),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="runs_state"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | ~Q(state__in=ENDED) & Q(ended_at__isnull=True),
                name="runs_ended_when",
            ),
        ]

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state in ENDED
