"""Load the real units of Tân Bình, and expand the addressees of its dispatch to units."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Unit
from motcua.foundation.units.records import AddresseeGroup, UnitFile, UnitRecord, addressees, tan_binh
from motcua.foundation.units.versions import UnitFacts, open_first_versions


def load_tan_binh(*, by: Actor, now: datetime) -> int:
    """Enter the units of the district that are not there yet and return how many there were.

    Units are known by their reference: one whose code or name the installation has changed stays as it is.
    """
    shipped = tan_binh()
    with transaction.atomic():
        lock_reference_data()
        ids = reference_ids()
        missing = [record for record in shipped.units if record.reference not in ids]
        if missing:
            _enter(missing, ids, shipped)
            journal.record(
                actor=by,
                unit_id=None,
                action="units.load_reference",
                target=("reference", "tan_binh"),
                now=now,
                detail={"units": [record.reference for record in missing]},
            )
    return len(missing)


def _enter(missing: Sequence[UnitRecord], ids: dict[str, int], shipped: UnitFile) -> None:
    units = Unit.objects.bulk_create([Unit(kind=one.kind, reference=one.reference) for one in missing])
    ids |= {record.reference: unit.pk for record, unit in zip(missing, units, strict=True)}
    facts = [facts_from(record, ids, document=shipped.source) for record in missing]
    open_first_versions(list(zip(units, facts, strict=True)), first_day=shipped.first_day)


def addressee_groups(*, in_address: bool = True) -> tuple[AddresseeGroup, ...]:
    """Return the groups the dispatch is addressed to, or those its appendix names to take over a model."""
    return tuple(group for group in addressees().groups if group.in_address is in_address)


def units_of_group(key: str, day: date) -> list[Unit]:
    """Return the units of a group of addressees that stand on `day`, in the order of the data. Raises KeyError."""
    group = {group.key: group for group in addressees().groups}[key]
    found = {unit.reference: unit for unit in Unit.objects.standing_on(day).filter(reference__in=group.units)}
    return [found[reference] for reference in group.units if reference in found]


def lock_reference_data() -> None:
    """Let only one transaction at a time load or reorganise the shipped units."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('motcua.units.reference', 0))")


def reference_ids() -> dict[str, int]:
    """Return the id of each unit that came from the shipped data, by its reference."""
    rows = Unit.objects.filter(reference__isnull=False).values_list("reference", "pk")
    return {reference: unit_id for reference, unit_id in rows if reference is not None}


def facts_from(record: UnitRecord, ids: dict[str, int], *, document: str) -> UnitFacts:
    """Return what a shipped record says; `document` stands only behind what is verified."""
    return UnitFacts(
        code=record.code,
        name=record.name,
        short_name=record.short_name,
        level=record.level,
        parent_id=ids[record.parent] if record.parent else None,
        name_en=record.name_en,
        administrative_code=record.administrative_code,
        code_is_verified=record.code_is_verified,
        is_verified=record.verified,
        document=document[:200] if record.verified else "",
    )
