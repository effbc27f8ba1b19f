"""What is stored of who did what? Entries that can only be added, each one hashed with the one before it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.audit.rules import JSON, link


class ChainHead(models.Model):
    """The last link of a chain: one row a unit and day, locked by whoever adds to the chain.

    A chain is named by the unit (0 = the platform itself) and the Vietnamese day.
    """

    unit_id = models.BigIntegerField()
    day = models.DateField()
    seq = models.PositiveIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    sealed_seq = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "day"], name="audit_one_head_a_chain"),
            models.CheckConstraint(condition=Q(unit_id__gte=0), name="audit_head_unit"),
        ]


class AuditEntry(models.Model):
    """One act: by whom, on what, when, with the hash of the entry before it in the same chain.

    `detail` never holds personal data in the clear: ids, codes and names of fields, not their values.
    """

    unit_id = models.BigIntegerField()
    day = models.DateField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff_id = models.BigIntegerField(null=True)
    actor_unit_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=100)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=100)
    detail: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "day", "seq"], name="audit_entry_once_in_chain"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="audit_entry_seq"),
        ]
        indexes = [models.Index(fields=["target_type", "target_id", "at"], name="audit_entry_target")]
        triggers = append_only()

    def expected_hash(self) -> bytes:
        """Return the hash that follows from every other field of this row."""
        detail: JSON = self.detail
        return link(
            {
                "unit": self.unit_id,
                "day": self.day,
                "seq": self.seq,
                "at": self.at,
                "actor": [self.actor_kind, self.actor_name, self.actor_staff_id, self.actor_unit_id],
                "action": self.action,
                "target": [self.target_type, self.target_id],
                "detail": detail,
                "previous": bytes(self.previous_hash),
            }
        )


class Seal(models.Model):
    """A nightly list of chain heads, itself a chain: the removal of a whole chain is noticed by what the seals name.

    `heads` is a list of [unit id, day, seq, hash in hexadecimal].
    """

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    heads: models.JSONField[list[Any], list[Any]] = models.JSONField()
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        triggers = append_only()

    def expected_hash(self) -> bytes:
        """Return the hash that follows from every other field of this row."""
        return link({"number": self.number, "at": self.at, "heads": self.heads, "previous": bytes(self.previous_hash)})
