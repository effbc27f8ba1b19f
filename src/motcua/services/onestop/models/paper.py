"""What is stored of the papers of a dossier: those handed in, those added later, and the result."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.services.onestop.models.dossier import Dossier


class PaperSource(models.TextChoices):
    """When a paper came into the dossier."""

    FILING = "filing", _("Khi nộp hồ sơ")
    SUPPLEMENT = "supplement", _("Khi bổ sung")
    RESULT = "result", _("Kết quả giải quyết")


class DossierPaper(models.Model):
    """A paper of the dossier: handed in at the counter, or a stored file. Papers are added, never taken out."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    paper_key = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=500)
    copy_kind = models.CharField(max_length=12)
    count = models.PositiveSmallIntegerField(default=1)
    stored = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=PaperSource.choices)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "paper_key", "stored", "source"],
                condition=Q(stored__isnull=False),
                name="onestop_paper_once",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="onestop_paper_count"),
            models.CheckConstraint(condition=~Q(title=""), name="onestop_paper_title"),
        ]
