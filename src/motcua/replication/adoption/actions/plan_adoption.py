"""Plan that a unit takes a model over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.versions import lock_unit
from motcua.replication.adoption.access import require
from motcua.replication.adoption.change_state import Move, change_state, check_possible
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.plans import Plan, check
from motcua.replication.adoption.refusals import AdoptedAlready, AdoptionRefused
from motcua.replication.adoption.states import Action
from motcua.replication.directives.models import Requirement
from motcua.replication.initiatives.models import Initiative


@transaction.atomic
def plan_adoption(
    *,
    initiative_id: int,
    unit_id: int,
    plan: Plan,
    by: Staff | Actor,
    now: datetime,
    requirement_id: int | None = None,
) -> Adoption:
    """Return the planned adoption; `requirement_id` is the order that asks for it, if one does.

    Needs the leader or the coordinator of the unit. Raises NotAllowed, NoSuchUnit, Initiative.DoesNotExist,
    NotAModelToAdopt, AdoptedAlready, SettingsRefused, AdoptionRefused whose code is the field that is wrong.
    """
    lock_unit(unit_id)
    require(Action.PLAN, unit_id, by, now)
    version_on(unit_id, day_of(now))
    # a model cannot be retired while a plan for it is being written
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    adoption = Adoption(
        initiative=initiative, unit_id=unit_id, planned_at=now, requirement_id=_asked_for(requirement_id, unit_id)
    )
    check_possible(adoption, Action.PLAN)
    if Adoption.objects.open().filter(initiative=initiative, unit=unit_id).exists():
        raise AdoptedAlready
    sets = check(plan, initiative=initiative, unit_id=unit_id)
    change_state(adoption, Move(Action.PLAN, State.PLANNED, sets=sets), by=by, now=now)
    return adoption


def _asked_for(requirement_id: int | None, unit_id: int) -> int | None:
    """Return the id of the order; raise AdoptionRefused when it does not ask this unit."""
    if requirement_id is not None and not Requirement.objects.filter(pk=requirement_id, units=unit_id).exists():
        raise AdoptionRefused("requirement", _("Yêu cầu này không giao cho đơn vị. Hãy chọn yêu cầu khác."))
    return requirement_id
