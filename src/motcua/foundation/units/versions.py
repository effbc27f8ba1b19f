"""How a unit's version is opened and closed: the only writers of `UnitVersion` and `Unit`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Level, Unit, UnitVersion
from motcua.foundation.units.refusals import NoSuchUnit, UnitRefused
from motcua.foundation.units.rules import search_key


@dataclass(frozen=True)
class UnitFacts:
    """What a version says about its unit. `parent_id` is None for a unit that answers to nobody on the platform."""

    code: str
    name: str
    short_name: str
    level: Level
    parent_id: int | None = None
    name_en: str = ""
    administrative_code: str = ""
    code_is_verified: bool = True
    is_verified: bool = True
    document: str = ""


def lock_unit(unit_id: int) -> Unit:
    """Return the unit, locked until the transaction ends; raise NoSuchUnit when there is none."""
    unit = Unit.objects.select_for_update().filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit
    return unit


def facts_of(version: UnitVersion) -> UnitFacts:
    """Return what a version says, to be carried on with changes."""
    return UnitFacts(
        code=version.code,
        name=version.name,
        short_name=version.short_name,
        level=Level(version.level),
        parent_id=version.parent_id,
        name_en=version.name_en,
        administrative_code=version.administrative_code,
        code_is_verified=version.code_is_verified,
        is_verified=version.is_verified,
        document=version.document,
    )


def open_version(unit: Unit, facts: UnitFacts, *, first_day: date, end: date | None = None) -> UnitVersion:
    """Store what holds for the unit from `first_day` (until before `end`).

    Raises UnitRefused when the code already belongs to another unit on one of these days, or this unit already has
    a version then.
    """
    _refuse_taken_codes([facts.code], first_day, but=unit)
    version = _version(unit, facts, DateRange(first_day, end))
    with transaction.atomic():
        version.save(force_insert=True)
    return version


def open_first_versions(facts_by_unit: Sequence[tuple[Unit, UnitFacts]], *, first_day: date) -> None:
    """Store the first versions of many units at once, all from `first_day` on, in two queries.

    Raises UnitRefused when one of the codes already belongs to another unit.
    """
    _refuse_taken_codes([facts.code for _unit, facts in facts_by_unit], first_day)
    span = DateRange(first_day, None)
    UnitVersion.objects.bulk_create([_version(unit, facts, span) for unit, facts in facts_by_unit])


def close_version(version: UnitVersion, *, end: date) -> None:
    """End a version: `end` is the first day on which it no longer holds. Raises UnitRefused before its first day."""
    if end <= version.first_day:
        raise UnitRefused(
            "ends_before_it_begins",
            _("Ngày kết thúc phải sau ngày bắt đầu của thông tin hiện tại."),
        )
    version.valid = DateRange(version.first_day, end)
    version.save(update_fields=["valid"])


def _version(unit: Unit, facts: UnitFacts, span: DateRange) -> UnitVersion:
    return UnitVersion(
        unit=unit,
        code=facts.code,
        code_is_verified=facts.code_is_verified,
        is_verified=facts.is_verified,
        administrative_code=facts.administrative_code,
        name=facts.name,
        short_name=facts.short_name,
        name_en=facts.name_en,
        level=facts.level,
        parent_id=facts.parent_id,
        valid=span,
        document=facts.document,
        search_key=search_key(name=facts.name, short_name=facts.short_name, name_en=facts.name_en),
    )


def _refuse_taken_codes(codes: Sequence[str], first_day: date, *, but: Unit | None = None) -> None:
    later = Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=first_day)
    if UnitVersion.objects.filter(later, code__in=codes).exclude(unit=but).exists():
        raise UnitRefused("code_taken", _("Mã này đang thuộc một cơ quan khác."))
