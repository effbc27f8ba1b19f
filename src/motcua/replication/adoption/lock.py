"""Take an adoption in hand: its unit first, for everything a unit runs is changed by one hand at a time."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.versions import lock_unit
from motcua.replication.adoption.access import require
from motcua.replication.adoption.change_state import check_possible
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.refusals import Conflict
from motcua.replication.adoption.states import Action


def in_hand(
    action: Action, *, adoption_id: int, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Adoption:
    """Return the adoption, locked with its unit until the transaction ends, for an act this person may do now.

    One out of reach does not exist: Adoption.DoesNotExist. Raises NotAllowed; Conflict with what happened meanwhile
    when its version is not `expected_version`; NotNow.
    """
    reach = Adoption.objects.all()
    if isinstance(by, Staff):
        reach = reach.visible_to(roles_of(by, now))
    lock_unit(reach.values_list("unit_id", flat=True).get(pk=adoption_id))
    adoption = reach.select_related("initiative").select_for_update(of=("self",)).get(pk=adoption_id)
    require(action, adoption.unit_id, by, now)
    if expected_version is not None and adoption.version != expected_version:
        raise Conflict(list(adoption.events.filter(seq__gt=expected_version)))
    check_possible(adoption, action)
    return adoption
