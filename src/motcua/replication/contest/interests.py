"""Who is bound to which entry? The reasons that keep somebody from judging it; the database has the same rule."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from motcua.foundation.units.models import RoleAssignment, Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.models import Contest, Entry, Interest


def bound_pairs(
    contest: Contest, people: Collection[int], entries: Collection[Entry], *, now: datetime
) -> set[tuple[int, int]]:
    """Return the pairs (staff, entry) that must not meet: same unit, or a relation in the register. Three queries."""
    units: defaultdict[int, set[int]] = defaultdict(set)
    for staff_id, unit_id in Staff.objects.filter(pk__in=people).values_list("pk", "home_unit_id"):
        units[staff_id].add(unit_id)
    held = RoleAssignment.objects.standing(day_of(now), now).filter(staff__in=people)
    for staff_id, unit_id in held.values_list("staff_id", "unit_id"):
        units[staff_id].add(unit_id)
    pairs: set[tuple[int, int]] = set()
    for one in Interest.objects.filter(contest=contest, staff__in=people):
        if one.unit_id is not None:
            units[one.staff_id].add(one.unit_id)
        if one.entry_id is not None:
            pairs.add((one.staff_id, one.entry_id))
    return pairs | {(staff, entry.pk) for staff in people for entry in entries if entry.unit_id in units[staff]}


def is_bound(contest: Contest, staff_id: int, entry: Entry, *, now: datetime) -> bool:
    """Tell whether somebody must not judge an entry."""
    return (staff_id, entry.pk) in bound_pairs(contest, [staff_id], [entry], now=now)
