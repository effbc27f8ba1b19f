"""What is stored of a filing that has not been submitted yet?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Unit
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.models.procedure import ProcedureVersion


class Draft(models.Model):
    """A filing in progress. It is found again by its UUID in the browser's session or by the code shown once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    resume_hash = models.BinaryField(max_length=32, unique=True)
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    progress: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="vi")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    submitted = models.OneToOneField(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="draft")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="onestop_draft_lasts"),
            models.CheckConstraint(condition=Q(saved_at__gte=F("created_at")), name="onestop_draft_saved_after"),
        ]


class DraftPaper(models.Model):
    """A file attached to a draft for one paper of the procedure."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    paper_key = models.CharField(max_length=40)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["draft", "paper_key", "stored"], name="onestop_draft_paper_once"),
            models.CheckConstraint(condition=~Q(paper_key=""), name="onestop_draft_paper_key"),
        ]
