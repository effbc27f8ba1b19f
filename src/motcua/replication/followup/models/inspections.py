"""What is stored of an inspection visit: the plan, what was found line by line with photographs, the unit's word."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.access import WATCHERS
from motcua.replication.directives.models import Directive
from motcua.replication.followup.models.tasks import OVERLOOKERS
from motcua.replication.initiatives.models import Initiative


class InspectionState(models.TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", _("Đã lên kế hoạch")
    SIGNED = "signed", _("Đã ký biên bản")
    CANCELLED = "cancelled", _("Đã hủy")


class Finding(models.TextChoices):
    """What the inspector found."""

    MET = "met", _("Đạt")
    NOT_MET = "not_met", _("Chưa đạt")
    NOT_APPLICABLE = "not_applicable", _("Không áp dụng")


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Visits by meaning."""

    def visible_to(self, roles: RoleSet) -> InspectionQuerySet:
        """Return the visits to one's units, those of an authority one overlooks, and those one carries out."""
        return self.filter(
            Q(unit__in=roles.unit_ids(*WATCHERS))
            | Q(authority__in=roles.unit_ids(*OVERLOOKERS))
            | Q(inspector=roles.staff_id)
        )


class Inspection(models.Model):
    """A visit of `authority` to `unit`, by an inspector with a checklist. What was signed stays as it is.

    `checklist` names the template the lines were copied from; `present` are the people met, one a line.
    """

    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    directive = models.ForeignKey(Directive, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checklist = models.CharField(max_length=60)
    planned_on = models.DateField()
    inspector = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=InspectionState.choices, default=InspectionState.PLANNED)
    planned_at = models.DateTimeField()
    started_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    present = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    number = models.CharField(max_length=60, blank=True)
    signed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    cancelled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    minutes = models.OneToOneField(IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InspectionState.values), name="followup_inspection_state"),
            models.CheckConstraint(
                condition=Q(state=InspectionState.SIGNED, signed_at__isnull=False, minutes__isnull=False)
                & ~Q(number="")
                & ~Q(conclusion="")
                | ~Q(state=InspectionState.SIGNED) & Q(signed_at__isnull=True, minutes__isnull=True, number=""),
                name="followup_inspection_signed_with",
            ),
            models.CheckConstraint(
                condition=Q(state=InspectionState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancelled_because="")
                | ~Q(state=InspectionState.CANCELLED) & Q(cancelled_at__isnull=True),
                name="followup_inspection_cancelled_because",
            ),
        ]
        indexes = [models.Index(fields=["unit", "planned_on"], name="followup_inspection_unit")]
        triggers = [
            pgtrigger.Protect(name="inspection_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="signed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=InspectionState.SIGNED),
            ),
        ]

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(InspectionState(self.state).label)


# lines and photographs of a visit that is signed or cancelled are history; the visit stays locked against its signing
_VISIT_IS_OPEN = """
    PERFORM 1 FROM followup_inspection WHERE id = {inspection} AND state = 'planned' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'inspection % is closed', {inspection};
    END IF;
    RETURN NEW;
"""


class InspectionItem(models.Model):
    """A line of the checklist of one visit, and what was found. `result` "" = not looked at yet."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    hint = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=16, choices=Finding.choices, blank=True)
    note = models.TextField(blank=True)
    checked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("inspection", "position")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "position"], name="followup_item_place"),
            models.CheckConstraint(condition=~Q(text=""), name="followup_item_says_something"),
            models.CheckConstraint(condition=Q(result__in=["", *Finding.values]), name="followup_item_result"),
            models.CheckConstraint(
                condition=Q(result="", checked_at__isnull=True) | ~Q(result="") & Q(checked_at__isnull=False),
                name="followup_item_checked_when",
            ),
            models.CheckConstraint(
                condition=~Q(result=Finding.NOT_MET) | ~Q(note=""), name="followup_item_not_met_because"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="item_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="item_of_an_open_visit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_VISIT_IS_OPEN.format(inspection="NEW.inspection_id"),
            ),
        ]

    @property
    def result_name(self) -> str:
        """The result in words; "" while there is none."""
        return str(Finding(self.result).label) if self.result else ""


class InspectionPhoto(models.Model):
    """A photograph for one line, taken on the spot; re-encoded on the way in, so that only the picture is kept."""

    item = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="photos")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("item", "pk")
        triggers = append_only()


class InspectionRemark(models.Model):
    """What the unit says about a visit, before or after the minutes were signed."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("inspection", "pk")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="followup_remark_says_something")]
        triggers = append_only()
