"""What is stored of figures? One row a unit, measure and day, as counted; notes that explain and never change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Staff, Unit


class MeasureDayQuerySet(models.QuerySet["MeasureDay"]):
    """Figures by meaning."""

    def within(self, first: date, last: date) -> MeasureDayQuerySet:
        """Return the figures of the days from `first` to `last`, both included."""
        return self.filter(day__range=(first, last))


class MeasureDay(models.Model):
    """What a unit did on a Vietnamese day, as the service counted it. Days without anything have no row.

    Rows are written by the roll-up alone and can be made again from the service at any time.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)
    measure = models.CharField(max_length=60)
    day = models.DateField()
    value = models.BigIntegerField()

    objects = MeasureDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "measure", "unit", "day"], include=["value"], name="measures_one_figure_a_day"
            ),
            models.CheckConstraint(condition=~Q(value=0), name="measures_no_row_for_nothing"),
        ]
        indexes = [models.Index(fields=["service", "day"], name="measures_day")]


class RollUpMark(models.Model):
    """How far a roll-up of a service had read at a moment: a position that only the service understands."""

    service = models.CharField(max_length=40)
    read_at = models.DateTimeField()
    position: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "read_at"], name="measures_one_mark_a_moment")]


class MeasureNote(models.Model):
    """A dated explanation of a unit's figures between two days; the figures themselves stay as counted."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)
    measure = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="measures_note_span"),
            models.CheckConstraint(condition=~Q(text=""), name="measures_note_says_something"),
        ]
        indexes = [models.Index(fields=["service", "unit", "last_day"], name="measures_note_of")]
        triggers = append_only()
