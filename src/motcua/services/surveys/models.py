"""What is stored of what people think? Sums, which tokens are used up, and what was published of each quarter.

No row holds one person's answer. The first two tables have nothing in common; both have no time and no running number,
and everything that is said of an office in a quarter is one row, so that not even the order of rows in a dump tells who
said what. Anything finer would: in a week one field of a ward returns a result or two, and so many answers.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Unit
from motcua.services.surveys.rules import LEAST, Band

QUARTER_BEGINS = Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10])


class Tally(models.Model):
    """The sums of one office and one quarter of results: {"rating-5": 3, "reason-time": 1}.

    `quarter` is the first day of the quarter to which the week belongs in which the results were handed over.
    """

    pk = models.CompositePrimaryKey("unit_id", "quarter")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()
    sums: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["quarter"], name="surveys_tally_quarter")]
        constraints = [models.CheckConstraint(condition=QUARTER_BEGINS, name="surveys_tally_quarter_begins")]


class UsedToken(models.Model):
    """The hash of a token that has been answered, so that it counts once."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)


class PublishedVoice(models.Model):
    """What was published of one office and quarter when nobody could answer any more; None is hidden for good.

    `quarter` is its first day. Hidden is what few people stand behind, and what would give it away
    (`rules.shown_cells`). `nearly_all`: the band that all but fewer than five are in, whose figures are all hidden.
    `reasons` says how many named what should be better: {"time": 12, "cost": None}.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()
    total = models.PositiveIntegerField(null=True, blank=True)
    satisfied = models.PositiveIntegerField(null=True, blank=True)
    fair = models.PositiveIntegerField(null=True, blank=True)
    unsatisfied = models.PositiveIntegerField(null=True, blank=True)
    nearly_all = models.CharField(max_length=12, choices=Band.choices, blank=True)
    reasons: models.JSONField[dict[str, int | None], dict[str, int | None]] = models.JSONField(default=dict)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "quarter"], name="surveys_quarter_published_once"),
            models.CheckConstraint(condition=QUARTER_BEGINS, name="surveys_quarter_begins"),
            models.CheckConstraint(
                condition=Q(total__isnull=False)
                | Q(satisfied__isnull=True, fair__isnull=True, unsatisfied__isnull=True),
                name="surveys_hidden_whole",
            ),
            models.CheckConstraint(
                condition=Q(nearly_all="")
                | Q(
                    nearly_all__in=Band.values,
                    total__gte=2 * LEAST - 1,
                    satisfied__isnull=True,
                    fair__isnull=True,
                    unsatisfied__isnull=True,
                ),
                name="surveys_nearly_all_beside_hidden",
            ),
            models.CheckConstraint(
                condition=(Q(total__isnull=True) | Q(total__gte=LEAST))
                & (Q(satisfied__isnull=True) | Q(satisfied__gte=LEAST))
                & (Q(fair__isnull=True) | Q(fair__gte=LEAST))
                & (Q(unsatisfied__isnull=True) | Q(unsatisfied__gte=LEAST)),
                name="surveys_enough_people",
            ),
        ]
        triggers = append_only()
