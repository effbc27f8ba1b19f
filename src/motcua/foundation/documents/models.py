"""What is stored of an official document that was issued?"""

from __future__ import annotations

from django.db import models

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Unit


class IssuedDocument(models.Model):
    """A letter as it left the office: its form, its number, what it is about, and the very bytes with their SHA-256.

    `circular` and `form_number` are empty for a letter without an official form.
    """

    kind = models.CharField(max_length=40)
    circular = models.CharField(max_length=40, blank=True)
    form_number = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued_documents")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=100)
    content = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="issued_document")
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff_id = models.BigIntegerField(null=True)
    actor_unit_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_issued_document_sha256"
            ),
            models.CheckConstraint(
                condition=models.Q(circular="", form_number="") | ~models.Q(circular="") & ~models.Q(form_number=""),
                name="documents_form_by_circular",
            ),
        ]
        indexes = [models.Index(fields=["about_type", "about_id", "issued_at"], name="documents_about")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    @property
    def actor(self) -> Actor:
        """Return who issued it."""
        return Actor(ActorKind(self.actor_kind), self.actor_name, self.actor_staff_id, self.actor_unit_id)
