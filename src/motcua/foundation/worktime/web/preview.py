"""What a decision about the calendar would move: asked on its page before it is taken."""

from collections.abc import Callable
from dataclasses import dataclass

from motcua.foundation.units.queries import unit_names, units_below
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.foundation.worktime.recounting import would_move

ASKED = "xem-truoc"


def is_asked(request: StaffRequest) -> bool:
    """Tell whether the form was sent to see what would move, not to be done."""
    return ASKED in request.POST


@dataclass(frozen=True)
class Moving:
    """How many due times would move, and in which units, most first; one unit needs no list."""

    total: int
    by_unit: tuple[tuple[str, int], ...]


def moved_by(decide: Callable[[], object], request: StaffRequest, unit_id: int, *, with_children: bool) -> Moving:
    """Return how many due times the decision would move in the unit (and below it); nothing stays of it."""
    units = units_below(unit_id, request.now.date()) if with_children else [unit_id]
    moved = would_move(decide, units=units, now=request.now)
    names = unit_names(moved, request.now.date())
    by_unit = sorted(((names.get(key, ""), count) for key, count in moved.items()), key=lambda row: (-row[1], row[0]))
    return Moving(moved.total(), tuple(by_unit))
