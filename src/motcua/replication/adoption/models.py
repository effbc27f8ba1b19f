"""What is stored of an adoption: which unit, which model, by whom, planned and real dates, and every turn of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.access import WATCHERS
from motcua.replication.directives.models import Requirement
from motcua.replication.initiatives.models import Initiative


class AdoptionState(models.TextChoices):
    """Where an adoption stands."""

    PLANNED = "planned", _("Lập kế hoạch")
    TRIAL = "trial", _("Áp dụng thử")
    LIVE = "live", _("Đang áp dụng")
    ASSESSED = "assessed", _("Đã đánh giá")
    STOPPED = "stopped", _("Đã dừng")


class Verdict(models.TextChoices):
    """What a unit concludes of a model it runs."""

    KEEP = "keep", _("Tiếp tục áp dụng")
    ADJUST = "adjust", _("Tiếp tục, có điều chỉnh")
    GIVE_UP = "give_up", _("Nên dừng")


RUNNING = (AdoptionState.LIVE, AdoptionState.ASSESSED)


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Adoptions by meaning."""

    def visible_to(self, roles: RoleSet) -> AdoptionQuerySet:
        """Return the adoptions of the units whose models these roles may watch."""
        return self.filter(unit__in=roles.unit_ids(*WATCHERS))

    def open(self) -> AdoptionQuerySet:
        """Return the adoptions that have not been stopped."""
        return self.exclude(state=AdoptionState.STOPPED)

    def running(self) -> AdoptionQuerySet:
        """Return the adoptions in which the model is in use."""
        return self.filter(state__in=RUNNING)


class Adoption(models.Model):
    """That a unit takes over a model. State and dates are projections of the events.

    `settings` are those of the service that carries the model; going live hands them to
    `units.actions.switch_service` (by `switching`) and nothing else does. `trial_on`, `live_on` are planned days, the
    moments are real ones. `requirement`: the order that asks for it, if one does.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="adoptions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="adoptions")
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions"
    )
    state = models.CharField(max_length=12, choices=AdoptionState.choices, default=AdoptionState.PLANNED)
    trial_on = models.DateField(null=True, blank=True)
    live_on = models.DateField(null=True, blank=True)
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    planned_at = models.DateTimeField()
    trial_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    live_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    stopped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "unit"], condition=~Q(state=AdoptionState.STOPPED), name="adoption_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=AdoptionState.values), name="adoption_state"),
            models.CheckConstraint(
                condition=Q(live_at__isnull=False) | ~Q(state__in=RUNNING), name="adoption_live_since"
            ),
            models.CheckConstraint(
                condition=Q(state=AdoptionState.STOPPED, stopped_at__isnull=False)
                | ~Q(state=AdoptionState.STOPPED) & Q(stopped_at__isnull=True),
                name="adoption_stopped_when",
            ),
            models.CheckConstraint(
                condition=Q(trial_on__isnull=True) | Q(live_on__isnull=True) | Q(live_on__gte=F("trial_on")),
                name="adoption_trial_before_use",
            ),
        ]


class AdoptionEvent(models.Model):
    """One turn of an adoption; all of them in order give its state. `seq` equals the version afterwards."""

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    from_state = models.CharField(max_length=12, choices=AdoptionState.choices, blank=True)
    to_state = models.CharField(max_length=12, choices=AdoptionState.choices)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("adoption", "seq")
        constraints = [
            models.UniqueConstraint(fields=["adoption", "seq"], name="adoption_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="adoption_event_seq"),
            models.CheckConstraint(condition=Q(to_state__in=AdoptionState.values), name="adoption_event_state"),
        ]
        triggers = append_only()
