"""Which offices can a complaint be about today, and which one stands above? What ended lives on in its successor."""

from __future__ import annotations

from datetime import date

from motcua.foundation.units.queries import main_successor, version_on
from motcua.services.onestop.models import Dossier


def offices_complained_of(dossier: Dossier, day: date) -> list[int]:
    """Return who received the dossier and who decides it; of one that ended, what has taken it over by `day`."""
    units = (main_successor(unit, day=day) for unit in (dossier.receiving_unit_id, dossier.deciding_unit_id))
    return [unit for unit in dict.fromkeys(units) if unit is not None]


def office_above(unit_id: int, day: date) -> int | None:
    """Return the office that stands on `day` above this one, or above what has taken it over; None for the highest."""
    standing = main_successor(unit_id, day=day)
    return None if standing is None else version_on(standing, day).parent_id
