"""What is stored of a task: what a requirement asks of one unit in one period, what was shown for it, every turn."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.replication.access import WATCHERS
from motcua.replication.directives.models import Directive, Requirement
from motcua.replication.followup.models.history import Turn
from motcua.replication.followup.states import TaskAction, TaskState

# who reads what every unit did with an order of their authority
OVERLOOKERS = (Role.COORDINATOR, Role.LEADER, Role.AUDITOR)


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks by meaning."""

    def visible_to(self, roles: RoleSet) -> TaskQuerySet:
        """Return the tasks of one's units, those of directives that an authority one overlooks keeps, and one's own."""
        return self.filter(
            Q(unit__in=roles.unit_ids(*WATCHERS))
            | Q(requirement__directive__in=Directive.objects.kept_by(roles.unit_ids(*OVERLOOKERS)))
            | Q(owner=roles.staff_id)
        )

    def unfinished(self) -> TaskQuerySet:
        """Return the tasks on which somebody still has to act."""
        return self.filter(state__in=(TaskState.OPEN, TaskState.GIVEN))

    def past_due(self, day: date) -> TaskQuerySet:
        """Return the tasks whose last day lies before `day`."""
        return self.filter(due_on__lt=day)


class Task(models.Model):
    """What a requirement asks of a unit in a period ("" = once, "2019-Q2"). State and version follow the events.

    `due_on` is the last day, included; None when the directive names none. `owner`: who is in charge in the unit.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="followup_tasks")
    period = models.CharField(max_length=10, blank=True)
    opens_on = models.DateField()
    due_on: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    settled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "unit", "period"], name="followup_task_once"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="followup_task_state"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("opens_on")), name="followup_task_span"
            ),
            models.CheckConstraint(
                condition=Q(period="") | Q(period__regex=r"^\d{4}-Q[1-4]$"), name="followup_task_period"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(TaskState.OPEN, TaskState.GIVEN), settled_at__isnull=True)
                | ~Q(state__in=(TaskState.OPEN, TaskState.GIVEN)) & Q(settled_at__isnull=False),
                name="followup_task_settled_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_on"],
                condition=Q(state__in=(TaskState.OPEN, TaskState.GIVEN)),
                name="followup_task_unfinished",
            ),
        ]

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(TaskState(self.state).label)


class TaskEvent(Turn):
    """One turn of a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=24, choices=TaskAction.choices)

    class Meta:
        ordering = ("task", "seq")
        constraints = [
            models.UniqueConstraint(fields=["task", "seq"], name="followup_task_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="followup_task_event_seq"),
            models.CheckConstraint(condition=Q(to_state__in=TaskState.values), name="followup_task_event_state"),
        ]
        triggers = append_only()


class Evidence(models.Model):
    """What a unit showed for a task at one time: words, files, or both. It is added to, never changed."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    note = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("task", "given_at", "pk")
        triggers = append_only()


class EvidenceFile(models.Model):
    """A file of an evidence."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("evidence", "pk")
        triggers = append_only()
