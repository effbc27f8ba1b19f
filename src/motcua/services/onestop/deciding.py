"""Which unit decides what another receives? The office that the procedure names, else the receiver itself."""

from __future__ import annotations

from datetime import date

from motcua.foundation.units.models import Kind, Unit
from motcua.foundation.units.queries import unit_by_code, unit_by_reference, version_on
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.services.onestop.definition import RECEIVING


def find_unit(key: str, day: date) -> Unit | None:
    """Return the unit with this key of the reference data or this code on `day`, None when it is not here."""
    try:
        return unit_by_reference(key)
    except NoSuchUnit:
        try:
            return unit_by_code(key, day)
        except NoSuchUnit:
            return None


def deciding_unit_id(office: str, *, unit_id: int, day: date) -> int | None:
    """Return who decides what `unit_id` receives of a procedure whose deciding office is `office`.

    Where no office is named a counter stands for the authority it belongs to. None when the office is not here.
    """
    if office != RECEIVING:
        unit = find_unit(office, day)
        return unit.pk if unit is not None else None
    if Unit.objects.get(pk=unit_id).kind == Kind.COUNTER:
        return version_on(unit_id, day).parent_id or unit_id
    return unit_id


def follows_to(old: str, new: str, *, unit_id: int, decides: int, day: date) -> int:
    """Return who decides for `unit_id` once the procedure names `new` in place of `old`.

    `decides` is who does now: whoever was named on purpose when the procedure was opened stays.
    """
    if old == new or decides != deciding_unit_id(old, unit_id=unit_id, day=day):
        return decides
    return deciding_unit_id(new, unit_id=unit_id, day=day) or decides
