"""What is stored of a report? Whose and for which period, the words in every version, proposals, the frozen content."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.models.constraints import overlapping, same_number, same_text
from motcua.replication.access import WATCHERS
from motcua.replication.initiatives.models import Initiative


class ReportKind(models.TextChoices):
    """Which report it is."""

    HALF_YEAR = "half_year", _("Báo cáo 6 tháng của đơn vị")
    QUARTER = "quarter", _("Báo cáo tổng hợp quý")


class ReportState(models.TextChoices):
    """A draft is filled anew whenever it is read; a signed report stays."""

    DRAFT = "draft", _("Dự thảo")
    SIGNED = "signed", _("Đã ký")


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports by meaning."""

    def visible_to(self, roles: RoleSet) -> ReportQuerySet:
        """Return the reports of the units one watches over."""
        return self.filter(unit__in=roles.unit_ids(*WATCHERS))


class Report(models.Model):
    """A report of a unit for a span of days [first, end).

    `snapshot` is the content as it was signed, with `sha256` of its canonical JSON; None while it is a draft.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=ReportKind.choices)
    period = DateRangeField()
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.DRAFT)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    signed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    snapshot: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-period", "unit")
        constraints = [
            ExclusionConstraint(
                name="reporting_one_report_a_period",
                expressions=[same_number("unit"), same_text("kind"), overlapping("period")],
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                name="reporting_period_has_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ReportState.DRAFT,
                    signed_at__isnull=True,
                    signed_by__isnull=True,
                    snapshot__isnull=True,
                    number="",
                    sha256="",
                )
                | Q(
                    state=ReportState.SIGNED,
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    snapshot__isnull=False,
                )
                & ~Q(number="")
                & ~Q(sha256=""),
                name="reporting_signed_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="report_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="signed_report_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=ReportState.SIGNED),
            ),
        ]


class ReportText(models.Model):
    """The words of one section, as somebody wrote them; the row with the highest `seq` is in force."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("section", "seq")
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "seq"], name="reporting_text_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="reporting_text_seq"),
        ]
        triggers = append_only()


class ReportProposal(models.Model):
    """A model that the unit proposes with its report; signing enters it into the register (`initiative`)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=400)
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="reporting_proposal_has_a_title")]


class FileFormat(models.TextChoices):
    """In which form a report is given out."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"


class ReportFile(models.Model):
    """A file made of the content with this SHA-256: of a draft as it stood, or of the signed report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=FileFormat.choices)
    content_sha256 = models.CharField(max_length=64)
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "format")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "format", "content_sha256"], name="reporting_one_file_a_content_and_format"
            )
        ]
        triggers = append_only()


SIGNERS = (Role.LEADER,)
WRITERS = (Role.LEADER, Role.COORDINATOR, Role.SPECIALIST)
