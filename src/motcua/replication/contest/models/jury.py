"""What is stored of readers and judges: who they are, what binds them, what they score."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.contest.kinds import FINAL, JUDGED, Round
from motcua.replication.contest.models.call import Contest
from motcua.replication.contest.models.entry import Entry
from motcua.replication.contest.models.guards import no_conflict_of_interest


class Panelist(models.Model):
    """A reader of the preliminary round or a judge of the final ("final"); `left_at`: excused."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="panelists")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    panel = models.CharField(max_length=12)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("contest", "panel", "pk")
        constraints = [
            models.UniqueConstraint(fields=["contest", "staff", "panel"], name="contest_panelist_once"),
            models.CheckConstraint(condition=Q(panel__in=(Round.PRELIMINARY, FINAL)), name="contest_panel"),
        ]


class Interest(models.Model):
    """The register of conflicts of interest: somebody is bound to an entry or to a unit. Declared once, it stays."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="interests")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="interests")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    declared_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ("contest", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, unit__isnull=True) | Q(entry__isnull=True, unit__isnull=False),
                name="contest_interest_in_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="contest_interest_reason"),
        ]
        triggers = append_only()


class Assignment(models.Model):
    """A sheet: one judge scores one entry in one round. A projection of the log, refused where interests conflict."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="contest_sheets")
    round = models.CharField(max_length=12, choices=Round.choices)
    assigned_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)
    barred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("round", "pk")
        constraints = [
            models.UniqueConstraint(fields=["entry", "judge", "round"], name="contest_sheet_once"),
            models.CheckConstraint(condition=Q(round__in=JUDGED), name="contest_sheet_round"),
            models.CheckConstraint(
                condition=Q(barred_at__isnull=True) | Q(committed_at__isnull=True), name="contest_barred_counts_not"
            ),
        ]
        triggers = [no_conflict_of_interest()]
