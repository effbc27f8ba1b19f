"""What is stored of authorities, offices and agencies: units that last, versions that change, and lineage."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.text import fold
from motcua.foundation.units.models.constraints import overlapping, same_number, same_text


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
    PARTY = "party", _("Cơ quan Đảng")
    ASSOCIATION = "association", _("Mặt trận và đoàn thể")
    COUNTER = "counter", _("Bộ phận Tiếp nhận và Trả kết quả")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by meaning."""

    def standing_on(self, day: date) -> UnitQuerySet:
        """Return the units that exist on `day`."""
        return self.filter(versions__valid__contains=day)


class Unit(models.Model):
    """A body that lasts while its name, code and parent change (see `UnitVersion`).

    `reference` is the key of the shipped reference data, for units that come from it: codes are corrected and used
    again by other bodies, the key is not.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    reference = models.CharField(max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001 - NULL is not a key

    objects = UnitQuerySet.as_manager()


class UnitVersionQuerySet(models.QuerySet["UnitVersion"]):
    """Versions by meaning."""

    def on(self, day: date) -> UnitVersionQuerySet:
        """Return the versions in force on `day`."""
        return self.filter(valid__contains=day)

    def matching(self, text: str) -> UnitVersionQuerySet:
        """Return the versions whose name or code holds every word of `text`, accents and case aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(Q(search_key__contains=word) | Q(code__icontains=word) | Q(administrative_code=word))
        return found


class UnitVersion(models.Model):
    """A unit's code, name, level and parent for a span of days [valid_from, valid_to).

    `code` is the identifier in the government's exchange (QCVN 102:2016/BTTTT, then QĐ 20/2020/QĐ-TTg),
    `administrative_code` that of the administrative map, for authorities only. `code_is_verified` is false while
    nobody has confirmed the code of the unit, `is_verified` while nobody has confirmed that it exists under this name.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField(max_length=40)
    code_is_verified = models.BooleanField(default=True)
    is_verified = models.BooleanField(default=True)
    administrative_code = models.CharField(max_length=10, blank=True, help_text=_("Mã đơn vị hành chính"))
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=250, blank=True)
    level = models.CharField(max_length=20, choices=Level.choices)
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="child_versions")
    valid = DateRangeField()
    document = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=400, editable=False)

    objects = UnitVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_one_version_a_day", expressions=[same_number("unit"), overlapping("valid")]
            ),
            ExclusionConstraint(name="units_one_code_a_day", expressions=[same_text("code"), overlapping("valid")]),
            ExclusionConstraint(
                name="units_one_administrative_code_a_day",
                expressions=[same_text("administrative_code"), overlapping("valid")],
                condition=~Q(administrative_code=""),
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False), name="units_version_has_a_first_day"
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="units_version_has_code_and_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="units_version_not_its_own_parent"
            ),
        ]
        indexes = [models.Index(fields=["code"]), models.Index(fields=["parent"])]
        triggers = [
            pgtrigger.Protect(name="version_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="version_is_only_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid"]),
            ),
        ]

    @property
    def name_here(self) -> str:
        """Return the name in the active language; a unit without an English name keeps its Vietnamese one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def first_day(self) -> date:
        """Return the first day of this version."""
        first: date = self.valid.lower
        return first

    @property
    def end(self) -> date | None:
        """Return the day from which this version is no longer in force; None while no end is known."""
        end: date | None = self.valid.upper
        return end

    @property
    def last_day(self) -> date | None:
        """Return the last day of this version; None while no end is known."""
        return self.end - date.resolution if self.end else None


class Lineage(models.Model):
    """What became of a unit: an edge from the old unit to one that took over, with the share of its ground.

    The main successor takes over the open work. `share` is a part of one, None when it is not known.
    """

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
    is_verified = models.BooleanField(default=True)
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
        triggers = [pgtrigger.Protect(name="lineage_stays", operation=pgtrigger.Delete | pgtrigger.Update)]
