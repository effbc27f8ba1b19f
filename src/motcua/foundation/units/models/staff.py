"""What is stored of the people who work for units: roles for spans of days, and delegation for absence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.units.models.accounts import User
from motcua.foundation.units.models.authorities import Unit
from motcua.foundation.units.models.constraints import overlapping, same_number, same_text

if TYPE_CHECKING:
    from motcua.foundation.units.access import RoleSet


class Role(models.TextChoices):
    """What a member of staff may do in a unit."""

    RECEPTIONIST = "receptionist", _("Công chức tiếp nhận")
    SPECIALIST = "specialist", _("Chuyên viên thụ lý")
    LEADER = "leader", _("Lãnh đạo")
    CLERK = "clerk", _("Văn thư")
    VOLUNTEER = "volunteer", _("Thành viên tổ tư vấn")
    AUDITOR = "auditor", _("Kiểm tra, giám sát")
    COORDINATOR = "coordinator", _("Đầu mối cải cách hành chính")
    ADMINISTRATOR = "administrator", _("Quản trị")


OVERSEERS = (Role.ADMINISTRATOR, Role.AUDITOR)


class StaffQuerySet(models.QuerySet["Staff"]):
    """Members of staff by meaning."""

    def visible_to(self, roles: RoleSet) -> StaffQuerySet:
        """Return oneself, and the staff at home or with a role in the units one administers or audits."""
        units = roles.unit_ids(*OVERSEERS)
        theirs = RoleAssignment.objects.filter(unit__in=units).values("staff")
        return self.filter(Q(pk=roles.staff_id) | Q(home_unit__in=units) | Q(pk__in=theirs))

    def in_units(self, unit_ids: Collection[int]) -> StaffQuerySet:
        """Return those at home in one of the units, or with a role there that nobody has ended."""
        with_role = RoleAssignment.objects.filter(unit__in=unit_ids, ended_at__isnull=True).values("staff")
        return self.filter(Q(home_unit__in=unit_ids) | Q(pk__in=with_role))

    def working(self) -> StaffQuerySet:
        """Return those whose account is in use."""
        return self.filter(is_active=True)


class Staff(models.Model):
    """A person who works for one or more units; the roles say where and as what.

    `revision` counts the changes of this row, so that a form filled in from an older state is noticed.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="staff")
    full_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="staff")
    is_active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    objects = StaffQuerySet.as_manager()

    def __str__(self) -> str:
        return self.full_name

    def as_actor(self) -> Actor:
        """Return this person as the journal keeps them."""
        return Actor(ActorKind.STAFF, self.full_name, staff_id=self.pk, unit_id=self.home_unit_id)


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Role assignments by meaning."""

    def visible_to(self, roles: RoleSet) -> RoleAssignmentQuerySet:
        """Return one's own, and those in the units one administers or audits."""
        return self.filter(Q(staff=roles.staff_id) | Q(unit__in=roles.unit_ids(*OVERSEERS)))

    def standing(self, day: date, now: datetime) -> RoleAssignmentQuerySet:
        """Return the roles in force on `day`, not ended by `now`."""
        return self.filter(valid__contains=day).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=now))


class RoleAssignment(models.Model):
    """A role of a member of staff in a unit for a span of days; `with_children` reaches the units below.

    `ended_at` is the moment somebody took the role away before its last day.
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    with_children = models.BooleanField(default=False)
    valid = DateRangeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_role_once",
                expressions=[same_number("staff"), same_number("unit"), same_text("role"), overlapping("valid")],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False), name="units_role_has_a_first_day"
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"])]
        triggers = [pgtrigger.Protect(name="role_stays", operation=pgtrigger.Delete)]

    @property
    def last_day(self) -> date | None:
        """Return the last day of the role; None while none is set."""
        end: date | None = self.valid.upper
        return end - date.resolution if end else None


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by meaning."""

    def visible_to(self, roles: RoleSet) -> DelegationQuerySet:
        """Return those one gave or holds, and those in the units one administers or audits."""
        mine = Q(absent=roles.staff_id) | Q(deputy=roles.staff_id)
        return self.filter(mine | Q(unit__in=roles.unit_ids(*OVERSEERS)))

    def standing(self, day: date, now: datetime) -> DelegationQuerySet:
        """Return the delegations in force on `day`, not revoked by `now`."""
        return self.filter(valid__contains=day).filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=now))


class Delegation(models.Model):
    """While one is away another acts with the roles of the absent one in a unit."""

    absent = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="delegations_given")
    deputy = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="delegations_held")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegations")
    valid = DateRangeField()
    document = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="units_delegation_not_to_oneself"),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False, valid__upper_inf=False),
                name="units_delegation_has_both_days",
            ),
            ExclusionConstraint(
                name="units_delegation_one_deputy_a_day",
                expressions=[same_number("absent"), same_number("unit"), overlapping("valid")],
                condition=Q(revoked_at__isnull=True),
            ),
        ]
        triggers = [pgtrigger.Protect(name="delegation_stays", operation=pgtrigger.Delete)]

    @property
    def last_day(self) -> date:
        """Return the last day of the absence."""
        last: date = self.valid.upper - date.resolution
        return last
