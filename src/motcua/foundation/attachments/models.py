"""What is stored of a file someone gave us, or that we made?"""

from __future__ import annotations

import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.kinds import FORMATS
from motcua.foundation.attachments.names import with_extension
from motcua.foundation.audit.actor import Actor, ActorKind


class FileState(models.TextChoices):
    """May the content be read?"""

    QUARANTINED = "quarantined", _("Đang kiểm tra vi-rút")
    CLEAN = "clean", _("Đã nhận")
    INFECTED = "infected", _("Có mã độc")
    REFUSED = "refused", _("Không kiểm tra được")


_SHA256 = r"^[0-9a-f]{64}$"
# what a scan may change; everything else of a file stays as it was received
_FIXED = (
    "id",
    "name",
    "size",
    "sha256",
    "received_media_type",
    "media_type",
    "content_size",
    "content_sha256",
    "thumbnail_sha256",
    "pages",
    "received_at",
)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files by meaning."""

    def awaiting_scan(self) -> Self:
        """Return the files in quarantine."""
        return self.filter(state=FileState.QUARANTINED)


class StoredFile(models.Model):
    """A file as received (`size`, `sha256`: the proof for the sender) and as kept (`content_*`, cleaned).

    The content lies under FILES_ROOT by the SHA-256 of what is kept; equal contents share one file there.
    `media_type` is the type of what is kept, `received_media_type` of what came; sizes in bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=130)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    received_media_type = models.CharField(max_length=100)
    media_type = models.CharField(max_length=100)
    content_size = models.BigIntegerField()
    content_sha256 = models.CharField(max_length=64)
    thumbnail_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=FileState.choices)
    received_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)
    scan_result = models.CharField(max_length=200, blank=True)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff_id = models.BigIntegerField(null=True)
    actor_unit_id = models.BigIntegerField(null=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, content_size__gt=0), name="attachments_file_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=_SHA256, content_sha256__regex=_SHA256)
                & (Q(thumbnail_sha256="") | Q(thumbnail_sha256__regex=_SHA256)),
                name="attachments_file_sha256",
            ),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="attachments_file_state"),
            models.CheckConstraint(condition=Q(pages__isnull=True) | Q(pages__gt=0), name="attachments_file_pages"),
        ]
        indexes = [
            models.Index(fields=["content_sha256"], name="attachments_content"),
            models.Index(fields=["thumbnail_sha256"], name="attachments_thumbnail"),
            models.Index(
                fields=["received_at"], condition=Q(state=FileState.QUARANTINED), name="attachments_awaiting_scan"
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="as_received", fields=list(_FIXED))]

    def __str__(self) -> str:
        return self.name

    @property
    def is_clean(self) -> bool:
        """May the content be read?"""
        return self.state == FileState.CLEAN

    @property
    def download_name(self) -> str:
        """Return the name under which it is sent: as shown, with the extension of what is kept."""
        if self.media_type == self.received_media_type:
            return self.name
        return with_extension(self.name, FORMATS[self.media_type].extension)

    @property
    def actor(self) -> Actor:
        """Return who gave it."""
        return Actor(ActorKind(self.actor_kind), self.actor_name, self.actor_staff_id, self.actor_unit_id)
