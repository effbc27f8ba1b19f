"""What is stored of complaints about a dossier? The complaint, its two due times, and what happened to it."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.services.onestop.complaints.states import OPEN, ComplaintAction, ComplaintLevel, ComplaintState
from motcua.services.onestop.happened import COMPLAINED
from motcua.services.onestop.models.dossier import Dossier

JUDGES = (Role.LEADER,)
READS = (Role.LEADER, Role.AUDITOR)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Complaints by meaning."""

    def visible_to(self, roles: RoleSet) -> ComplaintQuerySet:
        """Return the complaints about offices one leads or audits, or that stand directly below one's own.

        Never those about a dossier one has worked on, nor the second about an answer one gave: nobody reads, let alone
        answers, a complaint about himself.
        """
        units = roles.unit_ids(*READS)
        about_work = Q(dossier__events__actor_staff=roles.staff_id)
        own = Complaint.objects.filter(about_work | Q(first__answered_by=roles.staff_id))
        return self.filter(Q(answering__in=units) | Q(superior__in=units)).exclude(pk__in=own.values("pk"))


class Complaint(models.Model):
    """One complaint of a dossier's applicant; `superior` is the office above `unit` on that day.

    `unit` is the office that received it into its book: the one complained of, or for a second complaint (whose
    `first` is set) the one above. `answering` is the office that answers: `unit`, or what has taken it over. Number and
    `unit` stay what they were. `is_remote`: the office complained of lies where the law gives more time.

    `next_due_at` is that of the acceptance first and then of the decision; `is_complex` says it was extended.
    """

    uid: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, editable=False)
    number = models.CharField(max_length=30)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="complaints")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answering = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    superior = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first: models.OneToOneField[Complaint | None, Complaint | None] = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="second"
    )
    is_remote = models.BooleanField(default=False)
    text = models.TextField()
    state = models.CharField(max_length=14, choices=ComplaintState.choices)
    filed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField()
    is_complex = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ("next_due_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="onestop_complaint_number"),
            models.UniqueConstraint(
                fields=["dossier", "unit"],
                condition=Q(state__in=sorted(OPEN), first__isnull=True),
                name="onestop_one_open_complaint",
            ),
            models.CheckConstraint(condition=Q(state__in=ComplaintState.values), name="onestop_complaint_state"),
            models.CheckConstraint(condition=~Q(text=""), name="onestop_complaint_text"),
            models.CheckConstraint(
                condition=Q(first__isnull=True) | ~Q(state=ComplaintState.UNANSWERED), name="onestop_complaint_no_third"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, state__in=sorted(OPEN))
                | Q(closed_at__isnull=False) & ~Q(state__in=sorted(OPEN)),
                name="onestop_complaint_closed_when_state_says",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ComplaintState.ANSWERED, ComplaintState.NOT_ACCEPTED])
                | ~Q(answer="") & Q(answered_by__isnull=False),
                name="onestop_complaint_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["answering", "next_due_at"], name="onestop_complaint_of_unit"),
            models.Index(fields=["superior", "next_due_at"], name="onestop_complaint_below"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is awaited."""
        return ComplaintState(self.state) in OPEN

    @property
    def level(self) -> ComplaintLevel:
        """Return whether it is the first complaint about the matter, or the second."""
        return ComplaintLevel.FIRST if self.first_id is None else ComplaintLevel.SECOND

    @property
    def about_id(self) -> int:
        """Return the office complained of; reads `first` of a second complaint."""
        return self.unit_id if self.first is None else self.first.unit_id


class ComplaintEvent(models.Model):
    """One thing that happened to a complaint; `actor_staff` is None for the complainant, and for the platform."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ComplaintAction.choices)
    to_state = models.CharField(max_length=14, choices=ComplaintState.choices)
    note = models.TextField(blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("complaint", "seq")
        constraints = [models.UniqueConstraint(fields=["complaint", "seq"], name="onestop_complaint_event_once")]
        triggers = append_only()

    @property
    def happened(self) -> str:
        """What happened, in words."""
        return str(COMPLAINED[ComplaintAction(self.kind)])
