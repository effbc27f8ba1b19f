"""Enter a new unit."""

from datetime import date, datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator, require_platform
from motcua.foundation.units.models import Kind, Staff, Unit
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.versions import UnitFacts, lock_unit, open_version


def register_unit(
    *,
    kind: Kind,
    facts: UnitFacts,
    first_day: date,
    by: Staff | Actor,
    now: datetime,
    reference: str | None = None,
) -> Unit:
    """Return a new unit that stands from `first_day`.

    Needs an administrator of the parent; a unit without parent is entered by the platform itself. Raises NotAllowed,
    NoSuchUnit when the parent does not stand on the first day, UnitRefused when the code is taken.
    """
    with transaction.atomic():
        if facts.parent_id is None:
            require_platform(by)
        else:
            lock_unit(facts.parent_id)
            require_administrator(by, [facts.parent_id], now)
            version_on(facts.parent_id, first_day)
        unit = Unit.objects.create(kind=kind, reference=reference)
        open_version(unit, facts, first_day=first_day)
        journal.record(
            actor=actor_of(by),
            unit_id=unit.pk,
            action="units.register_unit",
            target=("unit", str(unit.pk)),
            now=now,
            detail={"code": facts.code, "first_day": first_day.isoformat(), "document": facts.document},
        )
    return unit
