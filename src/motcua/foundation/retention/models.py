"""What is stored of the end of records? Legal holds, proposals to destroy, and the register of what was destroyed."""

from __future__ import annotations

from datetime import date, datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.retention.access import READERS
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit


class LegalHold(models.Model):
    """That a record may not be destroyed: why, by whom, until which day. It beats every term.

    `until` is the last day; ending a hold early is a second signature with a reason, the row stays.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record_class = models.CharField(max_length=40)
    record_id = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    until = models.DateField()
    placed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ended_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="retention_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("placed_at"), ended_by__isnull=False),
                name="retention_hold_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["record_class", "record_id"], name="retention_holds_of_record")]
        triggers = [
            pgtrigger.Protect(name="hold_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="as_placed", exclude=["ended_by", "ended_at", "end_reason"]),
        ]

    def stands_on(self, day: date) -> bool:
        """Tell whether the hold is in force on `day`."""
        return self.ended_at is None and day <= self.until


class DisposalState(models.TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt, đang tiêu hủy")
    DONE = "done", _("Đã tiêu hủy")
    REFUSED = "refused", _("Không duyệt")


class DisposalQuerySet(models.QuerySet["Disposal"]):
    """Proposals by meaning."""

    def visible_to(self, roles: RoleSet) -> DisposalQuerySet:
        """Return the proposals of units where one works with records."""
        return self.filter(unit__in=roles.unit_ids(*READERS))


class Disposal(models.Model):
    """A proposal to destroy the records of a class whose time was over before `before`, and what became of it.

    One person proposes, another one decides; what the schedule ends of itself every night has nobody in both places.
    `record_ids` is emptied when all is done: the register keeps hashes.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record_class = models.CharField(max_length=40)
    before = models.DateTimeField()
    record_ids: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    planned = models.PositiveIntegerField()
    document = models.CharField(max_length=200)
    article = models.CharField(max_length=100, blank=True)
    verified = models.BooleanField()
    state = models.CharField(max_length=10, choices=DisposalState.choices, default=DisposalState.PROPOSED)
    proposed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    done_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "record_class"],
                condition=Q(state__in=[DisposalState.PROPOSED, DisposalState.APPROVED]),
                name="retention_one_open_disposal",
            ),
            models.CheckConstraint(condition=Q(planned__gte=1), name="retention_disposal_of_something"),
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="retention_two_people"),
            models.CheckConstraint(
                condition=Q(state=DisposalState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=DisposalState.PROPOSED) & Q(decided_at__isnull=False),
                name="retention_decided_when",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True, decided_by__isnull=True)
                & Q(state__in=[DisposalState.APPROVED, DisposalState.DONE])
                | Q(proposed_by__isnull=False, state=DisposalState.PROPOSED)
                | Q(proposed_by__isnull=False, decided_by__isnull=False),
                name="retention_by_two_or_by_the_schedule",
            ),
            models.CheckConstraint(
                condition=Q(state=DisposalState.DONE, done_at__isnull=False)
                | ~Q(state=DisposalState.DONE) & Q(done_at__isnull=True),
                name="retention_done_when",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-proposed_at"], name="retention_disposals")]
        triggers = [pgtrigger.Protect(name="disposal_stays", operation=pgtrigger.Delete)]


class DestroyedRecord(models.Model):
    """A line of the deletion register: that a record was destroyed, when, and under which proposal.

    The id is kept as a keyed hash: whoever has an old paper can ask whether its record was destroyed; the register
    itself names nobody.
    """

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="destroyed")
    record_hash = models.BinaryField(max_length=32, unique=True)
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()
