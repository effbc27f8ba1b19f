"""What is stored of figures? Editions, each a whole rebuild from the events, their rows, and files made of them.

The rows of an edition are written by `figures.actions.rebuild_figures` alone and can be made again at any time. They
point to units, procedures and staff without foreign keys in the database: millions are written every night out of
tables that hold those keys, and checking each again would take longer than counting.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff, Unit
from motcua.services.onestop.models.channels import Channel
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.models.procedure import Procedure


class FigureEdition(models.Model):
    """One rebuild: everything that happened until the end of the Vietnamese day `through`. Pages read the current one.

    A rebuild that was broken off has no `built_at`; the next one of the same day goes on with the months it lacks.
    """

    through = models.DateField()
    begun_at = models.DateTimeField()
    built_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=False)
    months = models.PositiveIntegerField()  # how many it consists of, the last is that of `through`

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="onestop_one_current_edition"
            ),
            models.UniqueConstraint(
                fields=["through"], condition=Q(built_at__isnull=True), name="onestop_one_edition_in_work"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(built_at__isnull=False), name="onestop_current_edition_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(built_at__isnull=True) | Q(built_at__gte=F("begun_at")), name="onestop_edition_forward"
            ),
        ]

    @property
    def first_month(self) -> date | None:
        """Return the first day of the first month, None of an edition that consists of none."""
        year, month = divmod(self.through.year * 12 + self.through.month - self.months, 12)
        return date(year, month + 1, 1) if self.months else None


class FigurePart(models.Model):
    """A month of an edition that is counted."""

    edition = models.ForeignKey(FigureEdition, on_delete=models.CASCADE, related_name="parts")
    month = models.DateField()
    built_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "month"], name="onestop_figure_part_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="onestop_figure_part_is_a_month"),
        ]


def _pointer(to: type[models.Model], *, null: bool = False) -> Any:  # noqa: ANN401 - a field of the model it points to
    """Return a key that the database does not check and that has no index of its own (see the head of this file)."""
    return models.ForeignKey(
        to, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=null, related_name="+"
    )


class FigureDay(models.Model):
    """What one unit did on one Vietnamese day with one procedure, by channel and officer; the columns are measures.

    `officer` is whoever did the act counted; of what is decided, whoever brought it to the signature. None: nobody of
    the staff, such as a filing through the web.
    """

    edition = _pointer(FigureEdition)
    day = models.DateField()
    unit = _pointer(Unit)
    procedure = _pointer(Procedure)
    officer = _pointer(Staff, null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    filed = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    supplement_asked = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    finished_in_time = models.PositiveIntegerField()
    finished_late = models.PositiveIntegerField()
    finished_late_by_law = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()
    stopped = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "unit", "day", "procedure", "channel", "officer"],
                nulls_distinct=False,
                name="onestop_figure_day_once",
            ),
            models.CheckConstraint(
                condition=Q(finished=F("finished_in_time") + F("finished_late")), name="onestop_figure_in_time_or_late"
            ),
            models.CheckConstraint(
                condition=Q(finished_late_by_law__lte=F("finished_late")), name="onestop_figure_law_is_later"
            ),
        ]


class FigureTime(models.Model):
    """How long one decided dossier took, in working minutes from acceptance to decision, pauses left out.

    One row a dossier, so that every percentile of every span is exact. `unit` and `day` are those of the decision.
    """

    edition = _pointer(FigureEdition)
    dossier = _pointer(Dossier)
    day = models.DateField()
    unit = _pointer(Unit)
    procedure = _pointer(Procedure)
    officer = _pointer(Staff, null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "dossier"], name="onestop_figure_time_once")]
        indexes = [
            models.Index(
                fields=["edition", "unit", "day"],
                include=["minutes", "procedure", "channel", "officer"],
                name="onestop_figure_time_of",
            )
        ]


class Stage(models.TextChoices):
    """Where the time of a dossier goes."""

    ANSWER = "answer", _("Chờ tiếp nhận")
    STEP = "step", _("Các bước giải quyết")
    PAUSE = "pause", _("Tạm dừng tính thời hạn")
    PICKUP = "pickup", _("Có kết quả, chờ người nộp nhận")


class FigureStep(models.Model):
    """The working minutes of one decided dossier in one step, or waiting at one stage.

    `step` is the key of the step, of a pause its state, else "". `unit` and `day` are those of the decision.
    """

    edition = _pointer(FigureEdition)
    dossier = _pointer(Dossier)
    day = models.DateField()
    unit = _pointer(Unit)
    procedure = _pointer(Procedure)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    stage = models.CharField(max_length=8, choices=Stage.choices)
    step = models.CharField(max_length=40, blank=True)
    minutes = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["edition", "unit", "day"],
                include=["stage", "step", "minutes", "procedure", "dossier"],
                name="onestop_figure_step_of",
            )
        ]


class FigureMonth(models.Model):
    """What is published of a unit and month: one procedure, or (None) those of few dossiers together.

    Where even those together are few, everything is None: nobody is to be known from a figure.
    """

    edition = models.ForeignKey(FigureEdition, on_delete=models.CASCADE, related_name="published")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    procedure = models.ForeignKey(Procedure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filed = models.PositiveIntegerField(null=True)
    finished = models.PositiveIntegerField(null=True)
    finished_in_time = models.PositiveIntegerField(null=True)
    finished_late = models.PositiveIntegerField(null=True)
    finished_late_by_law = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "unit", "month", "procedure"], nulls_distinct=False, name="onestop_published_once"
            ),
            models.CheckConstraint(
                condition=Q(procedure__isnull=True)
                | Q(
                    filed__isnull=False,
                    finished__isnull=False,
                    finished_in_time__isnull=False,
                    finished_late__isnull=False,
                    finished_late_by_law__isnull=False,
                ),
                name="onestop_only_the_rest_is_hidden",
            ),
        ]


class FileKind(models.TextChoices):
    """How a published file is written."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class PublishedFile(models.Model):
    """A file of the current edition as it is handed out; `digest` is of its rows, `drawn_at` since when they are so.

    `span`: a year ("2026"), every year ("all") or the last twelve whole months ("recent").
    """

    span = models.CharField(max_length=6)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["span", "kind"], name="onestop_published_file_once"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="onestop_published_file_kind"),
        ]


class FigureDifference(models.Model):
    """A figure of an edition that is not what the live rows of the dossiers say."""

    edition = models.ForeignKey(FigureEdition, on_delete=models.CASCADE, related_name="differences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    figure = models.CharField(max_length=40)
    rebuilt = models.IntegerField()
    live = models.IntegerField()

    class Meta:
        ordering = ("day", "unit", "figure")
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit", "day", "figure"], name="onestop_difference_once"),
            models.CheckConstraint(condition=~Q(rebuilt=F("live")), name="onestop_difference_differs"),
        ]


class FigureExport(models.Model):
    """The figures of a unit and span as files, for whoever asked and nobody else, until `expires_at`."""

    uid: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, default=uuid4, editable=False)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=7)
    workbook = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="onestop_export_expires_later"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="onestop_export_expires")]
