"""What is stored of authorities, offices and the people who work there?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor, ActorKind


class User(AbstractUser):
    """An account that signs in. What its owner may do hangs on `Staff` and roles, never on the account."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are not split into first and last
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=200, blank=True)

    def get_full_name(self) -> str:
        """Return the name as it is written: family name first."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """Return the given name, the last word."""
        return self.get_full_name().rsplit(" ", 1)[-1]


class Level(models.TextChoices):
    """The level of government a unit belongs to."""

    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")


class Kind(models.TextChoices):
    """What sort of body a unit is."""

    AUTHORITY = "authority", _("Ủy ban nhân dân")
    OFFICE = "office", _("Cơ quan chuyên môn")
    AGENCY = "agency", _("Cơ quan ngành dọc")
    SERVICE = "service", _("Đơn vị sự nghiệp")
    SCHOOL = "school", _("Trường học")
    ASSOCIATION = "association", _("Mặt trận và đoàn thể")
    COUNTER = "counter", _("Bộ phận Tiếp nhận và Trả kết quả")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by meaning."""

    def standing_on(self, day: date) -> UnitQuerySet:
        """Return the units that exist on `day`."""
        return self.filter(versions__valid__contains=day)


class Unit(models.Model):
    """A body that lasts while its name, code and parent change (see `UnitVersion`)."""

    kind = models.CharField(max_length=20, choices=Kind.choices)

    objects = UnitQuerySet.as_manager()


class UnitVersion(models.Model):
    """A unit's code, name, level and parent for a span of days [valid_from, valid_to)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField(max_length=40)
    administrative_code = models.CharField(max_length=10, blank=True, help_text=_("Mã đơn vị hành chính"))
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=250, blank=True)
    level = models.CharField(max_length=20, choices=Level.choices)
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="child_versions")
    valid = DateRangeField()
    document = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=260, editable=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_one_version_a_day",
                expressions=[
                    (
                        Func(F("unit"), F("unit"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="units_version_not_empty"),
        ]
        indexes = [models.Index(fields=["code"]), models.Index(fields=["parent"])]


class Lineage(models.Model):
    """What became of a unit: an edge from the old unit to one that took over, with the share of its ground."""

    class Change(models.TextChoices):
        """How the old unit passed into the new one."""

        MERGED = "merged_into", _("Nhập vào")
        SPLIT = "split_into", _("Tách ra")
        RENAMED = "renamed_to", _("Đổi thành")

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    change = models.CharField(max_length=20, choices=Change.choices)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    is_main = models.BooleanField(default=True, help_text=_("Đơn vị nhận hồ sơ đang giải quyết"))
    on = models.DateField()
    document = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="units_lineage_once"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(is_main=True), name="units_lineage_one_main_successor"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="units_lineage_not_itself"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1), name="units_lineage_share"
            ),
        ]


class Role(models.TextChoices):
    """What a member of staff may do in a unit."""

    RECEPTIONIST = "receptionist", _("Công chức tiếp nhận")
    SPECIALIST = "specialist", _("Chuyên viên thụ lý")
    LEADER = "leader", _("Lãnh đạo")
    CLERK = "clerk", _("Văn thư")
    VOLUNTEER = "volunteer", _("Thành viên tổ tư vấn")
    AUDITOR = "auditor", _("Kiểm tra, giám sát")
    ADMINISTRATOR = "administrator", _("Quản trị")


class Staff(models.Model):
    """A person who works for one or more units; the roles say where and as what."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="staff")
    full_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="staff")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.full_name

    def as_actor(self) -> Actor:
        """Return this person as the journal keeps them."""
        return Actor(ActorKind.STAFF, self.full_name, staff_id=self.pk, unit_id=self.home_unit_id)


class RoleAssignment(models.Model):
    """A role of a member of staff in a unit for a span of days; `with_children` reaches the units below."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    with_children = models.BooleanField(default=False)
    valid = DateRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "unit", "role", "valid"], name="units_role_once"),
        ]


class Delegation(models.Model):
    """While one is away another acts with the roles of the absent one in a unit."""

    absent = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="delegations_given")
    deputy = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="delegations_held")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegations")
    valid = DateRangeField()
    document = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="units_delegation_not_to_oneself"),
        ]


class UnitService(models.Model):
    """That a unit runs a service of the platform, with its settings, from a moment until it is stopped."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    service = models.CharField(max_length=40)
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    live_from = models.DateTimeField()
    stopped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "service"],
                condition=Q(stopped_at__isnull=True),
                name="units_service_live_once",
            ),
        ]
