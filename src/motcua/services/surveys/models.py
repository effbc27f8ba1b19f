"""What is stored of what people think? Sums, and which tokens are used up: two tables with nothing in common.

No row holds one person's answer. Both tables have no time and no running number, and everything that is said of an
office, a field and a week is one row, so that not even the order of rows in a dump tells who said what.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.foundation.units.models import Unit


class Tally(models.Model):
    """The sums of one office, one field of procedures and one week of results: {"rating-5": 3, "reason-time": 1}.

    `week` is the Monday of the week in which the results were handed over.
    """

    pk = models.CompositePrimaryKey("unit_id", "field", "week")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    week = models.DateField()
    sums: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["week"], name="surveys_tally_week")]
        constraints = [models.CheckConstraint(condition=Q(week__iso_week_day=1), name="surveys_week_begins_on_monday")]


class UsedToken(models.Model):
    """The hash of a token that has been answered, so that it counts once."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
