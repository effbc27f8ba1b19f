"""Apply a reorganisation: units end, new ones open, others move; lineage is written and open work is handed on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.foundation.units.models import Lineage, Unit, UnitVersion
from motcua.foundation.units.records import Reorganisation
from motcua.foundation.units.reference import facts_from, lock_reference_data, reference_ids
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.reorganisation import Preview, preview_reorganisation
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.succession import hand_on, hold_all
from motcua.foundation.units.versions import close_version, facts_of, open_version


def reorganise_units(*, plan: Reorganisation, by: Actor, now: datetime) -> Preview:
    """Do what the plan says and return what was done; applied again it changes nothing.

    Only the platform itself reorganises. Raises NotAllowed, and UnitRefused when the day has not come, a unit of the
    plan is missing, or one has already been changed after that day.
    """
    with transaction.atomic():
        lock_reference_data()
        require_platform(by)
        if plan.on > day_of(now):
            raise UnitRefused("not_yet", _("Chưa đến ngày sắp xếp: chỉ có thể xem trước."))
        done = preview_reorganisation(plan)
        ids = reference_ids()
        _end(done, ids, plan.on)
        _open(done, ids, plan)
        _move(done, ids, plan)
        _link(done, ids, plan)
        heirs = {ids[one.reference]: ids[one.main_successor] for one in done.ends if one.main_successor is not None}
        if heirs:
            hold_all([*heirs], now=now)
        for from_unit, to_unit in sorted(heirs.items()):
            hand_on(from_unit, to_unit, on=plan.on, by=by, now=now)
        _record(done, ids, plan, by, now)
    return done


def _end(done: Preview, ids: dict[str, int], on: date) -> None:
    for ending in done.ends:
        close_version(_standing(ids[ending.reference], on), end=on)


def _open(done: Preview, ids: dict[str, int], plan: Reorganisation) -> None:
    for record in done.opens:
        unit = Unit.objects.create(kind=record.kind, reference=record.reference)
        ids[record.reference] = unit.pk
        open_version(unit, facts_from(record, ids, document=plan.document), first_day=plan.on)


def _move(done: Preview, ids: dict[str, int], plan: Reorganisation) -> None:
    for record in done.moves:
        old = _standing(ids[record.reference], plan.on)
        close_version(old, end=plan.on)
        facts = replace(facts_of(old), parent_id=ids[record.parent], document=plan.document if record.verified else "")
        open_version(old.unit, facts, first_day=plan.on)


def _link(done: Preview, ids: dict[str, int], plan: Reorganisation) -> None:
    for edge in done.edges:
        Lineage.objects.create(
            predecessor_id=ids[edge.predecessor],
            successor_id=ids[edge.successor],
            change=edge.change,
            share=edge.share,
            is_main=edge.is_main,
            is_verified=edge.verified,
            on=plan.on,
            document=plan.document,
        )


def _standing(unit_id: int, on: date) -> UnitVersion:
    """Return the version that the reorganisation closes: in force on the day before, without end."""
    version = UnitVersion.objects.on(on - timedelta(days=1)).select_related("unit").filter(unit=unit_id).get()
    if version.end is not None:
        raise UnitRefused("changed_after", _("Có cơ quan đã được thay đổi từ ngày sắp xếp trở đi."))
    return version


def _record(done: Preview, ids: dict[str, int], plan: Reorganisation, by: Actor, now: datetime) -> None:
    """Write the journal of each unit, in the order of ids: that is how chains are locked."""
    acts = {ids[ending.reference]: "units.end_unit" for ending in done.ends}
    acts |= {ids[record.reference]: "units.open_unit" for record in done.opens}
    acts |= {ids[record.reference]: "units.move_unit" for record in done.moves}
    detail = {"document": plan.document, "on": plan.on.isoformat()}
    for unit_id, action in sorted(acts.items()):
        journal.record(actor=by, unit_id=unit_id, action=action, target=("unit", str(unit_id)), now=now, detail=detail)
