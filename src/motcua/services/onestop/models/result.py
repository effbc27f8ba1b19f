"""What is stored of a result that left the office? The file as it came, as it was issued, and its seal; or a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.units.models import Staff, Unit
from motcua.services.onestop.models.channels import Outcome
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.tokens import grouped, result_address, result_token_of

_SHA256 = r"^[0-9a-f]{64}$"


class ResultEntry(models.Model):
    """The line of an official book in which a result, or one paper of it, has its number."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="result_entries")
    entry = models.OneToOneField(BookEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = append_only()


class SealLevel(models.TextChoices):
    """How it was signed (ETSI EN 319 142-1): "" not by us, B-B by the seal, B-T with a time stamp."""

    NONE = "", ""
    BASIC = "B-B", "PAdES B-B"
    STAMPED = "B-T", "PAdES B-T"


class IssuedResult(models.Model):
    """The result of one dossier. As a file: `original` is what the leader decided with, `issued` what people get.

    A result on paper has neither: that it was signed, by whom and when is all that can be checked of it. Its number is
    in `dossier.result_entries` where the procedure has a book, and in `number` only where it has none.

    Both files are kept. Without a seal, and for a file that somebody had signed before, they are the same.
    `certificate` holds the `CertificateFacts` of the seal, `seal_digest` the SHA-256 of the bytes it covers. The code
    that opens the public page is never stored: see `tokens`.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="result")
    uid: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    decided_at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200, blank=True)
    original = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    original_sha256 = models.CharField(max_length=64, blank=True)
    issued = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    issued_sha256 = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=4, choices=SealLevel.choices, blank=True)
    seal_digest = models.CharField(max_length=64, blank=True)
    certificate: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    original__isnull=False,
                    issued__isnull=False,
                    original_sha256__regex=_SHA256,
                    issued_sha256__regex=_SHA256,
                )
                | Q(original=None, issued=None, original_sha256="", issued_sha256="", level="", seal_digest=""),
                name="onestop_result_file_or_paper",
            ),
            models.CheckConstraint(
                condition=Q(level="", seal_digest="", original=F("issued"))
                | Q(level__in=[SealLevel.BASIC, SealLevel.STAMPED], seal_digest__regex=_SHA256),
                name="onestop_result_sealed_or_as_it_came",
            ),
            models.CheckConstraint(condition=~Q(signer_name=""), name="onestop_result_signer"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.number or str(self.uid)

    @property
    def token(self) -> str:
        """Return the code of the public page as printed."""
        return grouped(result_token_of(self.uid))

    @property
    def address(self) -> str:
        """Return the web address behind the QR code."""
        return result_address(self.uid)

    @property
    def is_paper(self) -> bool:
        """Tell whether there is no file, only a paper."""
        return self.issued_id is None

    @property
    def is_sealed(self) -> bool:
        """Tell whether our seal is on it."""
        return self.level != SealLevel.NONE


class DestroyedResult(models.Model):
    """What stays of a result whose record came to the end of its term: that there was one with this code.

    Without it the page behind the QR code would call a genuine paper unknown.
    """

    token_hash = models.BinaryField(max_length=32, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    destroyed_at = models.DateTimeField()

    class Meta:
        triggers = append_only()
