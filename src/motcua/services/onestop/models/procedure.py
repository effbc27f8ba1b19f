"""What is stored of procedures: the catalogue row, immutable versions, who offers them, what was promised."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from motcua.foundation.forms.definition import Text
from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.units.models.constraints import overlapping, same_number
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.definition import ProcedureDocument

TIME_UNITS = [(unit.value, unit.name) for unit in TimeUnit]


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Procedures by meaning."""

    def in_force(self, day: date) -> ProcedureQuerySet:
        """Return the procedures with a version valid on `day`."""
        return self.filter(versions__valid__contains=day)


class Procedure(models.Model):
    """A procedure of the catalogue. What people read of it in lists is copied here from the newest version."""

    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=40)
    field = models.CharField(max_length=40, db_index=True)
    level = models.CharField(max_length=10)
    online_level = models.CharField(max_length=12)
    title_vi = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    search_key = models.CharField(max_length=1200, editable=False)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ("field", "title_vi")

    def __str__(self) -> str:
        return self.slug

    @property
    def title_here(self) -> str:
        """Return the title in the active language."""
        return Text(vi=self.title_vi, en=self.title_en).here()


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Versions by meaning."""

    def on(self, day: date) -> ProcedureVersionQuerySet:
        """Return the versions valid on `day`."""
        return self.filter(valid__contains=day)


class ProcedureVersion(models.Model):
    """The published text of a procedure for a span of days. Only the end of the span may still be set."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    valid = DateRangeField()

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="onestop_version_number_once"),
            ExclusionConstraint(
                name="onestop_one_version_a_day", expressions=[same_number("procedure"), overlapping("valid")]
            ),
            models.CheckConstraint(condition=Q(valid__lower_inf=False), name="onestop_version_has_a_first_day"),
            models.CheckConstraint(condition=Q(number__gte=1), name="onestop_version_number"),
        ]
        triggers = [
            pgtrigger.Protect(name="published_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="published_is_only_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid"]),
            ),
        ]

    @property
    def content(self) -> ProcedureDocument:
        """Return the parsed document (kept in memory: it never changes)."""
        return published_document(self.sha256)


@lru_cache(maxsize=1024)
def published_document(sha256: str) -> ProcedureDocument:
    """Return the published document with this hash; raise ProcedureVersion.DoesNotExist when there is none."""
    stored = ProcedureVersion.objects.values_list("document", flat=True).get(sha256=sha256)
    return ProcedureDocument.model_validate(stored)


class ProcedureOffer(models.Model):
    """That a unit receives dossiers of a procedure, and which unit decides them. Closed with a reason and a moment."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    deciding_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "unit"], name="onestop_offer_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="onestop_offer_closed_with_reason",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Tell whether dossiers are received."""
        return self.closed_at is None


class Commitment(models.Model):
    """A shorter limit promised by a unit (none = by every unit that offers the procedure) for a span of days.

    `signed_by`: the leader who promised it on the platform; it goes over to the next version of the procedure. Those
    without one come from the procedure's document, and so do those of the next version.
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.PositiveIntegerField()
    time_unit = models.CharField(max_length=20, choices=TIME_UNITS)
    valid = DateRangeField()
    document = models.CharField(max_length=200)
    article = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField()
    signed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="onestop_one_commitment_a_day",
                expressions=[same_number("version"), same_number("unit"), overlapping("valid")],
                condition=Q(unit__isnull=False),
            ),
            ExclusionConstraint(
                name="onestop_one_common_commitment_a_day",
                expressions=[same_number("version"), overlapping("valid")],
                condition=Q(unit__isnull=True),
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="onestop_commitment_amount"),
            models.CheckConstraint(condition=~Q(document=""), name="onestop_commitment_has_source"),
        ]
        triggers = [
            pgtrigger.Protect(name="commitment_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="commitment_is_only_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid"]),
            ),
        ]

    @property
    def limit(self) -> Limit:
        """Return the promise as the clock counts it."""
        return Limit(self.amount, TimeUnit(self.time_unit))
