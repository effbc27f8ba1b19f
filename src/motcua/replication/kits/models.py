"""What is stored of kits? Those offered, those received, what was taken over of them, whose signature is trusted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.replication.initiatives.models import Initiative
from motcua.replication.kits.packing import fingerprint

ANSWERING = (Role.LEADER, Role.COORDINATOR)


class TrustedSignerQuerySet(models.QuerySet["TrustedSigner"]):
    """Signers by meaning."""

    def trusted(self) -> TrustedSignerQuerySet:
        """Return those whose kits are taken."""
        return self.filter(removed_at__isnull=True)


class TrustedSigner(models.Model):
    """The public key (Ed25519, 32 bytes) of another installation whose kits are taken here."""

    public_key = models.BinaryField(max_length=32)
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TrustedSignerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["public_key"], condition=Q(removed_at__isnull=True), name="kits_signer_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="kits_signer_has_a_name"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("added_at")), name="kits_signer_span"
            ),
        ]

    @property
    def fingerprint(self) -> str:
        """Return the short name of the key."""
        return fingerprint(bytes(self.public_key))


class ModelKitQuerySet(models.QuerySet["ModelKit"]):
    """Kits of models by meaning."""

    def newest(self) -> ModelKitQuerySet:
        """Return the latest kit of each unit for each model."""
        return self.order_by("initiative_id", "unit_id", "-pk").distinct("initiative_id", "unit_id")


class ModelKit(models.Model):
    """A kit that a unit has put beside a model in the register, for every unit to take."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="kits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    data = models.BinaryField()
    content_sha256 = models.CharField(max_length=64)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ModelKitQuerySet.as_manager()

    class Meta:
        triggers = append_only()


class ReceivedKitQuerySet(models.QuerySet["ReceivedKit"]):
    """Received kits by meaning."""

    def visible_to(self, roles: RoleSet) -> ReceivedKitQuerySet:
        """Return the kits of the units for which one answers."""
        return self.filter(unit__in=roles.unit_ids(*ANSWERING))


class ReceivedKit(models.Model):
    """A kit as a unit received it, byte for byte; what was refused is not kept. Read it with `reading.read_kit`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    service = models.CharField(max_length=40)
    from_unit = models.CharField(max_length=300)
    exported_at = models.DateTimeField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReceivedKitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="kits_received_once")]
        triggers = append_only()


class KitUse(models.Model):
    """That parts of a kit were taken over: by whom, what changed, and what was left out, in words of that moment."""

    kit = models.ForeignKey(ReceivedKit, on_delete=models.PROTECT, related_name="uses")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=200, blank=True)
    outcome: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    class Meta:
        ordering = ("-at", "-pk")
        triggers = append_only()
