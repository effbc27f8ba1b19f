"""Change a unit's name, code, level or parent: the version in force is closed and a new one opened."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Staff, UnitVersion
from motcua.foundation.units.queries import units_below, version_on
from motcua.foundation.units.refusals import ChangedMeanwhile, UnitRefused
from motcua.foundation.units.versions import UnitFacts, close_version, lock_unit, open_version


def change_unit(
    *,
    unit_id: int,
    facts: UnitFacts,
    first_day: date,
    seen_version_id: int,
    by: Staff | Actor,
    now: datetime,
) -> UnitVersion:
    """Return the version that holds from `first_day` on.

    `seen_version_id` is the version whose facts were on the screen. Needs an administrator of the unit, and of the
    new parent when it moves. Raises NotAllowed, ChangedMeanwhile, NoSuchUnit, UnitRefused (a change of that day is
    already entered, the code is taken, the parent lies below the unit).
    """
    with transaction.atomic():
        unit = lock_unit(unit_id)
        seen = version_on(unit, first_day)
        moves = facts.parent_id != seen.parent_id
        require_administrator(by, [unit_id, *([facts.parent_id] if moves and facts.parent_id else [])], now)
        if seen.pk != seen_version_id or seen.end is not None:
            raise ChangedMeanwhile
        if moves and facts.parent_id is not None:
            _refuse_parent(unit_id, facts.parent_id, first_day)
        close_version(seen, end=first_day)
        version = open_version(unit, facts, first_day=first_day)
        journal.record(
            actor=actor_of(by),
            unit_id=unit_id,
            action="units.change_unit",
            target=("unit", str(unit_id)),
            now=now,
            detail={"code": facts.code, "first_day": first_day.isoformat(), "document": facts.document},
        )
    return version


def _refuse_parent(unit_id: int, parent_id: int, day: date) -> None:
    version_on(parent_id, day)
    if parent_id in units_below(unit_id, day):
        raise UnitRefused(
            "parent_below", _("Cơ quan cấp trên không thể là chính cơ quan này hoặc một cơ quan trực thuộc nó.")
        )
