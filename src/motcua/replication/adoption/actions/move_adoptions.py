"""Hand the adoptions of a unit that ends to the one that takes over."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.states import Action

_KEPT = ("initiative", "owner_id", "trial_on", "live_on", "settings", "planned_at", "trial_at", "live_at")


@transaction.atomic
def move_adoptions(*, unit_id: int, successor_id: int, by: Actor, now: datetime) -> int:
    """Return how many open adoptions ended at the old unit; each goes on at the successor as it stood.

    A model that the successor has taken over already goes on there once; services pass by the reorganisation itself.
    A second call finds none. Only the platform may. Raises NotAllowed.
    """
    require_platform(by)
    moving = Adoption.objects.open().filter(unit=unit_id).select_related("initiative")
    count = 0
    for old in moving.select_for_update(of=("self",)).order_by("pk"):
        state = State(old.state)
        change_state(old, Move(Action.HAND_ON, State.STOPPED, payload={"to_unit": successor_id}), by=by, now=now)
        count += 1
        if not Adoption.objects.open().filter(initiative=old.initiative, unit=successor_id).exists():
            kept = {name: getattr(old, name) for name in _KEPT}
            new = Adoption(unit_id=successor_id, **kept)
            sets = {name: kept[name] for name in ("trial_at", "live_at")}
            change_state(new, Move(Action.TAKE_OVER, state, sets=sets, payload={"from_unit": unit_id}), by=by, now=now)
    return count
