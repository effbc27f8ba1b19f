"""What is stored of a model (initiative): what it is, whose it is, where it stands, and every turn of its life."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Staff, Unit


class InitiativeState(models.TextChoices):
    """Where a model stands."""

    PROPOSED = "proposed", _("Đề xuất")
    ASSESSED = "assessed", _("Đã đánh giá")
    RECOGNISED = "recognised", _("Được công nhận")
    TO_REPLICATE = "to_replicate", _("Cần nhân rộng")
    RETIRED = "retired", _("Ngừng áp dụng")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Models by meaning."""

    def public(self) -> InitiativeQuerySet:
        """Return the models that everybody may read about: recognised ones, and those to be replicated."""
        return self.filter(state__in=(InitiativeState.RECOGNISED, InitiativeState.TO_REPLICATE))


class Initiative(models.Model):
    """A reform model. `code` is its short name ("R2"); the state is a projection of its events.

    `origin_unit` invented it. `service` is the code of the service of this platform that carries it, "" when it is
    carried by people alone. `cost` in đồng, None when nobody has said. `recognised_by` names the decision or document.
    """

    code = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    origin_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="initiatives")
    recognised_by = models.CharField(max_length=400, blank=True)
    evidence = models.TextField(blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    service = models.CharField(max_length=40, blank=True)
    targets = models.ManyToManyField(Unit, related_name="+", blank=True)
    state = models.CharField(max_length=20, choices=InitiativeState.choices, default=InitiativeState.PROPOSED)
    proposed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    search_key = models.CharField(max_length=1000, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="initiatives_code_and_title"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="initiatives_cost"),
            models.CheckConstraint(condition=Q(state__in=InitiativeState.values), name="initiatives_state"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class InitiativePerson(models.Model):
    """Somebody who made the model: a name, and what they did."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="initiatives_person_has_a_name"),
            models.UniqueConstraint(fields=["initiative", "name"], name="initiatives_person_once"),
        ]


class InitiativeEvent(models.Model):
    """One turn in the life of a model; all of them in order give its state. `seq` equals the version afterwards."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    from_state = models.CharField(max_length=20, choices=InitiativeState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=InitiativeState.choices)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("initiative", "seq")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "seq"], name="initiatives_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="initiatives_event_seq"),
            models.CheckConstraint(condition=Q(to_state__in=InitiativeState.values), name="initiatives_event_state"),
        ]
        triggers = append_only()
