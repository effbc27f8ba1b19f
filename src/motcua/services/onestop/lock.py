"""Take a dossier in hand: locked, in reach of whoever asks, and as they last saw it."""

from datetime import datetime
from typing import TypedDict

from django.db import connection

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, actor_of, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.access import is_free_for, require
from motcua.services.onestop.change_state import check_possible
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import Conflict, HeldByColleague
from motcua.services.onestop.states import STEP_BOUND, Action


def take_turn(unit_id: int) -> None:
    """Wait until no other counter of the unit is between its numbers and its journal, then hold the turn.

    Entry at the counter writes the journal (the person) before it takes the number of the book, acceptance after;
    two of them at once could each wait for the other. The turn ends with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"onestop:counter:{unit_id}"])


class InHand(TypedDict):
    """What `in_hand` is asked with, besides the action."""

    dossier_id: int
    by: Staff | Actor
    now: datetime
    expected_version: int | None


def locked(
    dossier_id: int, *, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> tuple[Dossier, RoleSet | None]:
    """Return the dossier, locked until the transaction ends, and the roles of a member of staff.

    A dossier out of reach does not exist: Dossier.DoesNotExist. Raises Conflict with what happened meanwhile when its
    version is not `expected_version`. An Actor stands for the holder of the look-up code, or for the platform.
    """
    roles = roles_of(by, now) if isinstance(by, Staff) else None
    reach = Dossier.objects.all() if roles is None else Dossier.objects.visible_to(roles)
    dossier = (
        reach.select_related("procedure", "procedure_version", "applicant")
        .defer("procedure_version__document")
        .select_for_update(of=("self",))
        .get(pk=dossier_id)
    )
    if expected_version is not None and dossier.version != expected_version:
        raise Conflict(list(dossier.events.filter(seq__gt=expected_version)))
    return dossier, roles


def in_hand(
    action: Action, *, dossier_id: int, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> tuple[Dossier, RoleSet | None]:
    """Return the locked dossier for `action`, which this person may do in this state; see `locked`.

    Raises NotAllowed, NotNow, and HeldByColleague when somebody else took the dossier in hand (leaders may step in,
    and taking it over is how anybody else may).
    """
    dossier, roles = locked(dossier_id, by=by, now=now, expected_version=expected_version)
    require(action, dossier, actor_of(by), roles)
    check_possible(dossier, action)
    is_bound = action in STEP_BOUND - {Action.TAKE}
    if roles is not None and is_bound and not _may_step_in(roles, dossier):
        raise HeldByColleague(dossier.holder.full_name if dossier.holder else "")
    return dossier, roles


def _may_step_in(roles: RoleSet, dossier: Dossier) -> bool:
    return is_free_for(roles, dossier) or roles.has(Role.LEADER, dossier.office_unit_id)
