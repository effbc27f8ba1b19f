"""Which unit has been told to take which model over? One answer for matrix, report and trace.

A call of the register, a model line or a requirement of a confirmed directive tells it, each from its own day on.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from motcua.foundation.units.rules import day_of
from motcua.replication.directives.models import Directive, DirectiveModel, Requirement
from motcua.replication.initiatives.models import InitiativeEvent
from motcua.replication.initiatives.states import Action


def ordered_models(unit_ids: Collection[int], *, before: datetime) -> dict[int, set[int]]:
    """Return which of these units (ids) were told before the moment `before`, by the id of the model. Three queries."""
    reach = set(unit_ids)
    wanted: dict[int, set[int]] = defaultdict(set)
    calls = InitiativeEvent.objects.filter(kind=Action.CALL_FOR_REPLICATION, at__lt=before)
    for initiative_id, payload in calls.values_list("initiative", "payload"):
        wanted[initiative_id].update(reach & set(payload["units"]))
    in_force = Directive.objects.confirmed().filter(issued_on__lt=day_of(before)).values("pk")
    lines = DirectiveModel.objects.filter(directive__in=in_force, takers__in=reach).values_list("initiative", "takers")
    asked = Requirement.objects.filter(directive__in=in_force, initiative__isnull=False, units__in=reach)
    for initiative_id, unit_id in [*lines, *asked.values_list("initiative", "units")]:
        wanted[initiative_id].add(unit_id)
    return wanted
