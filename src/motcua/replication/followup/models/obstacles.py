"""What is stored of an obstacle: what stands in a unit's way, who has to answer, what was answered."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.access import WATCHERS
from motcua.replication.directives.models import Requirement
from motcua.replication.followup.models.history import Turn
from motcua.replication.followup.models.tasks import OVERLOOKERS
from motcua.replication.followup.states import ObstacleAction, ObstacleState
from motcua.replication.initiatives.models import Initiative


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    """Obstacles by meaning."""

    def visible_to(self, roles: RoleSet) -> ObstacleQuerySet:
        """Return those of one's units, those brought before an authority one overlooks, and those one must answer."""
        return self.filter(
            Q(unit__in=roles.unit_ids(*WATCHERS))
            | Q(authority__in=roles.unit_ids(*OVERLOOKERS))
            | Q(owner=roles.staff_id)
        )

    def unclosed(self) -> ObstacleQuerySet:
        """Return those that nobody has closed."""
        return self.exclude(state=ObstacleState.CLOSED)


class Obstacle(models.Model):
    """What a unit cannot get over by itself with a model or a requirement, brought before `authority`.

    State, owner and times are projections of the events; `answer` is the latest one.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obstacles")
    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    owner = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ObstacleState.choices, default=ObstacleState.OPEN)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    closed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(initiative__isnull=False) | Q(requirement__isnull=False), name="followup_obstacle_about"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="followup_obstacle_says_something"),
            models.CheckConstraint(condition=Q(state__in=ObstacleState.values), name="followup_obstacle_state"),
            models.CheckConstraint(
                condition=~Q(state=ObstacleState.ANSWERED) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="followup_obstacle_answered_with",
            ),
            models.CheckConstraint(
                condition=Q(state=ObstacleState.CLOSED, closed_at__isnull=False)
                | ~Q(state=ObstacleState.CLOSED) & Q(closed_at__isnull=True),
                name="followup_obstacle_closed_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "reported_at"],
                condition=~Q(state=ObstacleState.CLOSED),
                name="followup_obstacle_unclosed",
            )
        ]

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(ObstacleState(self.state).label)


class ObstacleEvent(Turn):
    """One turn of an obstacle; the words of the report, the answer or the closing are its reason."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=24, choices=ObstacleAction.choices)

    class Meta:
        ordering = ("obstacle", "seq")
        constraints = [
            models.UniqueConstraint(fields=["obstacle", "seq"], name="followup_obstacle_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="followup_obstacle_event_seq"),
            models.CheckConstraint(
                condition=Q(to_state__in=ObstacleState.values), name="followup_obstacle_event_state"
            ),
        ]
        triggers = append_only()
