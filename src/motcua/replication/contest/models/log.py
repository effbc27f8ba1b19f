"""What is stored of what happened: the log, append-only, and the rankings that were made from it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Basis, Kind, Tie
from motcua.replication.contest.models.call import Contest, Criterion, Question
from motcua.replication.contest.models.entry import Entry
from motcua.replication.contest.models.guards import only_valid_scores


class ContestEvent(models.Model):
    """One thing that happened. All of them in the order of `seq`, with the rubric, give every total and every rank."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    round = models.CharField(max_length=12, blank=True)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    judge = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    choice = models.CharField(max_length=1, blank=True)
    reason = models.TextField(blank=True)
    actor_staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("contest", "seq")
        constraints = [
            models.UniqueConstraint(fields=["contest", "seq"], name="contest_event_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="contest_event_kind"),
        ]
        triggers = [*append_only(), only_valid_scores()]


class Ranking(models.Model):
    """A ranking as it was decided: from the events up to `last_seq`. A later one stands beside it, never over it."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rankings")
    what = models.CharField(max_length=12)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    last_seq = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("contest", "pk")
        triggers = append_only()


class RankingLine(models.Model):
    """A line of a ranking as it was decided."""

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="lines")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    other_rank = models.PositiveSmallIntegerField()
    raw = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    adjusted = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    sheets = models.PositiveSmallIntegerField()
    decided_by = models.CharField(max_length=12, choices=Tie.choices, blank=True)
    parts: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("ranking", "rank", "entry")
        constraints = [models.UniqueConstraint(fields=["ranking", "entry"], name="contest_ranked_once")]
        triggers = append_only()

    @property
    def part_totals(self) -> dict[str, Decimal]:
        """Return the total of each part."""
        return {part: Decimal(total) for part, total in self.parts.items()}
