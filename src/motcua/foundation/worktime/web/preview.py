"""What a decision about the calendar would move: asked on its page before it is taken."""

from collections.abc import Callable

from motcua.foundation.units.queries import units_below
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.foundation.worktime.recounting import would_move

ASKED = "xem-truoc"


def is_asked(request: StaffRequest) -> bool:
    """Tell whether the form was sent to see what would move, not to be done."""
    return ASKED in request.POST


def moved_by(decide: Callable[[], object], request: StaffRequest, unit_id: int, *, with_children: bool) -> int:
    """Return how many due times the decision would move in the unit (and below it); nothing stays of it."""
    units = units_below(unit_id, request.now.date()) if with_children else [unit_id]
    return would_move(decide, units=units, now=request.now)
