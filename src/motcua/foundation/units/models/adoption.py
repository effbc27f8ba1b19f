"""What is stored of the services a unit runs on the platform?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from motcua.foundation.units.models.authorities import Unit
from motcua.foundation.units.models.constraints import same_number, same_text


class UnitServiceQuerySet(models.QuerySet["UnitService"]):
    """Running services by meaning."""

    def live(self, now: datetime) -> UnitServiceQuerySet:
        """Return what runs at `now`."""
        return self.filter(live_from__lte=now).filter(Q(stopped_at__isnull=True) | Q(stopped_at__gt=now))


class UnitService(models.Model):
    """That a unit runs a service of the platform, with its settings, from a moment until it is stopped.

    New settings are a new row: what was in force at any moment can be read back.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    service = models.CharField(max_length=40)
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    live_from = models.DateTimeField()
    stopped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    objects = UnitServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_service_live_once",
                expressions=[
                    same_number("unit"),
                    same_text("service"),
                    (
                        Func("live_from", "stopped_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gte=F("live_from")), name="units_service_span"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="service_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="service_is_only_stopped",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["stopped_at"]),
            ),
        ]
