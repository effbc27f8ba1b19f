"""What is stored of a definition that officials are writing?"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.procedure import ProcedureVersion


class DefinitionDraft(models.Model):
    """A procedure being written: one open draft a procedure. The document need not be whole while it is open.

    `based_on`: the version it began with, none for a new procedure. `version` counts the changes, so that a page
    filled in from an older state is noticed. An ended draft stays as it was: published, or discarded.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        PUBLISHED = "published", _("Đã công bố")
        DISCARDED = "discarded", _("Đã bỏ")

    slug = models.SlugField(max_length=80)
    document: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    based_on = models.ForeignKey(ProcedureVersion, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    published = models.ForeignKey(ProcedureVersion, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-changed_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(ended_at__isnull=True), name="onestop_one_open_definition"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="", published__isnull=True)
                | Q(ended_at__isnull=False, outcome="discarded", published__isnull=True)
                | Q(ended_at__isnull=False, outcome="published", published__isnull=False),
                name="onestop_definition_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__gte=F("started_at")), name="onestop_definition_changed_after"
            ),
            models.CheckConstraint(condition=Q(version__gte=1) & ~Q(slug=""), name="onestop_definition_named"),
        ]
        triggers = [
            pgtrigger.Protect(name="definition_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ended_definition_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        """Return the title in the active language as far as it is written, else the name in the address."""
        title = self.document.get("title")
        texts = title if isinstance(title, dict) else {}
        written = (texts.get(language) for language in (get_language(), settings.LANGUAGE_CODE))
        return next((text for text in written if isinstance(text, str) and text), self.slug)
