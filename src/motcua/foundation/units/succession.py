"""How roles, delegations, services and open work pass from a unit that ends to the one that takes over."""

from collections.abc import Collection
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, QuerySet

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Delegation, RoleAssignment, Staff, Unit, UnitService
from motcua.foundation.units.rules import start_of
from motcua.foundation.units.successions import Turn, handovers


def hold_all(unit_ids: Collection[int], *, now: datetime) -> None:
    """Lock everything that goes on of units that end together, inside the caller's transaction, before any of it moves.

    Whoever works on a thing holds its row, perhaps those of other things by `Turn`, and then waits for a journal. So
    every row of every unit comes first, in the same turn and each table in the order of its numbers, then every journal
    in the order of the units: a dossier of theirs may lie at any.
    Were one unit handed on after the other, the journal written for the first would be waited for by whoever holds a
    row of the second.
    """
    held = [(handover.turn, handover.rows(unit_ids)) for handover in handovers()] + [(Turn.PEOPLE, _people(unit_ids))]
    for _turn, tables in sorted(held, key=itemgetter(0)):
        for rows in tables:
            _lock(rows)
    journal.hold_chains(Unit.objects.values_list("pk", flat=True), now=now)


def _people(unit_ids: Collection[int]) -> tuple[QuerySet[Any], ...]:
    """Return who works at the units, and as what: a role is given to a person whose row is held."""
    return (
        Staff.objects.filter(home_unit__in=unit_ids),
        RoleAssignment.objects.filter(ended_at=None, unit__in=unit_ids),
        Delegation.objects.filter(revoked_at=None, unit__in=unit_ids),
        UnitService.objects.filter(stopped_at=None, unit__in=unit_ids),
    )


def _lock(rows: QuerySet[Any]) -> None:
    """Lock rows in the order of their numbers, as far as whoever has one in hand may still name them in another row."""
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def hand_on(from_unit: int, to_unit: int, *, on: date, by: Actor, now: datetime) -> None:
    """Pass everything that goes on after `on` to the unit that takes over, inside the caller's transaction."""
    _hand_on_roles(from_unit, to_unit, on)
    _hand_on_delegations(from_unit, to_unit, on)
    _hand_on_services(from_unit, to_unit, on)
    Staff.objects.filter(home_unit=from_unit).update(home_unit=to_unit, revision=F("revision") + 1)
    for handover in handovers():
        handover.move(from_unit=from_unit, to_unit=to_unit, on=on, by=by, now=now)


def _hand_on_roles(from_unit: int, to_unit: int, on: date) -> None:
    going_on = RoleAssignment.objects.select_for_update().filter(unit=from_unit, ended_at__isnull=True)
    for role in going_on.exclude(valid__fully_lt=(on, None)).order_by("pk"):
        rest = _cut(role, on)
        same = RoleAssignment.objects.filter(
            staff=role.staff_id, unit=to_unit, role=role.role, ended_at__isnull=True, valid__overlap=rest
        )
        # whoever held the same role in two of the merged units holds it once in the new one
        if not same.exists():
            RoleAssignment.objects.create(
                staff_id=role.staff_id, unit_id=to_unit, role=role.role, with_children=role.with_children, valid=rest
            )


def _hand_on_delegations(from_unit: int, to_unit: int, on: date) -> None:
    going_on = Delegation.objects.select_for_update().filter(unit=from_unit, revoked_at__isnull=True)
    for delegation in going_on.exclude(valid__fully_lt=(on, None)).order_by("pk"):
        rest = _cut(delegation, on)
        same = Delegation.objects.filter(
            absent=delegation.absent_id, unit=to_unit, revoked_at__isnull=True, valid__overlap=rest
        )
        if not same.exists():
            Delegation.objects.create(
                absent_id=delegation.absent_id,
                deputy_id=delegation.deputy_id,
                unit_id=to_unit,
                valid=rest,
                document=delegation.document,
            )


def _cut(row: RoleAssignment | Delegation, on: date) -> DateRange:
    """End a row before `on` and return the span that remains; one that had not begun is withdrawn."""
    begin, end = row.valid.lower, row.valid.upper
    rest = DateRange(max(begin, on), end)
    if begin < on:
        row.valid = DateRange(begin, on)
    elif isinstance(row, RoleAssignment):
        row.ended_at = start_of(on)
    else:
        row.revoked_at = start_of(on)
    row.save()
    return rest


def _hand_on_services(from_unit: int, to_unit: int, on: date) -> None:
    moment = start_of(on)
    for row in UnitService.objects.select_for_update().filter(unit=from_unit, stopped_at__isnull=True).order_by("pk"):
        begin = max(row.live_from, moment)
        row.stopped_at = begin
        row.save(update_fields=["stopped_at"])
        if not UnitService.objects.filter(unit=to_unit, service=row.service, stopped_at__isnull=True).exists():
            UnitService.objects.create(unit_id=to_unit, service=row.service, settings=row.settings, live_from=begin)
