"""What is stored of one act done with many dossiers: what was asked, and a row for each with what became of it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.each_language import Said, SaidField
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.dossier import Dossier

MOST = 500  # dossiers in one batch: a person can still look its preview through
MOST_IN_SERIES = 20 * MOST  # of a list; planned while somebody waits for the page


class BatchAct(models.TextChoices):
    """What can be done with many dossiers at once: nothing that needs a look at each of them."""

    TAKE = "take", _("Nhận xử lý")
    RELEASE = "release", _("Trả lại danh sách chung")
    HAND_OVER = "hand_over", _("Chuyển bước kế tiếp")
    ASSIGN = "assign", _("Giao người xử lý")
    NOTE = "note", _("Ghi chú")


class BatchSeries(models.Model):
    """One act with more dossiers than a batch holds: its batches are planned together and carried out one by one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)


class Batch(models.Model):
    """One act with up to `MOST` dossiers, planned by `staff` and then carried out row by row in their name.

    `part`: which batch of its series it is, from 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(max_length=12, choices=BatchAct.choices)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="batches")
    to_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    series = models.ForeignKey(BatchSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="batches")
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    started_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(condition=Q(act__in=BatchAct.values), name="onestop_batch_act"),
            models.CheckConstraint(
                condition=Q(act=BatchAct.ASSIGN, to_staff__isnull=False)
                | (~Q(act=BatchAct.ASSIGN) & Q(to_staff__isnull=True)),
                name="onestop_batch_names_a_colleague",
            ),
            models.CheckConstraint(condition=~Q(act=BatchAct.NOTE) | ~Q(note=""), name="onestop_batch_note_says"),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True) | Q(started_at__gte=F("created_at")), name="onestop_batch_order"
            ),
            models.UniqueConstraint(fields=["series", "part"], name="onestop_batch_part_once"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, part__isnull=True)
                | Q(series__isnull=False, part__isnull=False, part__gte=1),
                name="onestop_batch_part_of_a_series",
            ),
        ]


class RowState(models.TextChoices):
    """What becomes of a row."""

    READY = "ready", _("Sẽ làm")
    BARRED = "barred", _("Không làm được")
    DONE = "done", _("Đã làm")
    REFUSED = "refused", _("Bị từ chối")


class BatchRow(models.Model):
    """One dossier of a batch. `version` is what the preview saw; `said` tells why a row was barred or refused,
    in each language."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RowState.choices)
    said = SaidField(default=Said, blank=True)
    at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("batch", "position")
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="onestop_batch_row_place"),
            models.UniqueConstraint(fields=["batch", "dossier"], name="onestop_batch_dossier_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=MOST), name="onestop_batch_size"),
            models.CheckConstraint(condition=Q(state__in=RowState.values), name="onestop_batch_row_state"),
            models.CheckConstraint(
                condition=Q(state__in=[RowState.READY, RowState.BARRED], at__isnull=True)
                | Q(state__in=[RowState.DONE, RowState.REFUSED], at__isnull=False),
                name="onestop_batch_row_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RowState.BARRED, RowState.REFUSED]) | ~Q(said={}),
                name="onestop_batch_row_says_why",
            ),
        ]


NUMBER_OF_SOMEBODY = r"([0-9][ .-]?){9}"  # a telephone or identity number, however it is grouped
WORDS_SEARCHED = r"(^|&)q="


class SavedFilter(models.Model):
    """A way to narrow the work list that somebody gave a name; `query` is the address of the list after "?".

    It has no end, so it keeps nothing personal: no words that were searched for, no number in its name.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["staff", "name"], name="onestop_filter_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="onestop_filter_whole"),
            models.CheckConstraint(
                condition=~Q(query__regex=WORDS_SEARCHED) & ~Q(name__regex=NUMBER_OF_SOMEBODY),
                name="onestop_filter_names_nobody",
            ),
        ]
