"""Revise what is written of a model."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.initiatives.change_state import Move, change_state
from motcua.replication.initiatives.content import Content, check, content_of, differences, search_key, write_people
from motcua.replication.initiatives.lock import in_hand
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.states import Action


@transaction.atomic
def revise_initiative(
    *, initiative_id: int, content: Content, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Initiative:
    """Return the model as revised; what each field was and is stays in its life. Nothing new changes nothing.

    Needs a coordinator of the authority that keeps the register; until it is recognised also the unit it comes from.
    Raises Initiative.DoesNotExist, NotAllowed, Conflict, NotNow, InitiativeRefused.
    """
    initiative = in_hand(Action.REVISE, initiative_id=initiative_id, by=by, now=now, expected_version=expected_version)
    clean = check(content)
    before = content_of(initiative)
    changes = differences(before, clean)
    if not changes:
        return initiative
    origin = unit_names([initiative.origin_unit_id], day_of(now))[initiative.origin_unit_id]
    sets = {name: getattr(clean, name) for name in changes if name != "people"}
    sets["search_key"] = search_key(initiative.code, clean, origin)
    if clean.people != before.people:
        write_people(initiative, clean.people)
    change_state(initiative, Move(Action.REVISE, sets=sets, payload={"changes": changes}), by=by, now=now)
    return initiative
