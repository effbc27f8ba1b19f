"""Who may act for a unit in its adoptions?"""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import may_change_anything, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_answer_for
from motcua.replication.adoption.states import TRANSITIONS, Action


def require(action: Action, unit_id: int, by: Staff | Actor, now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform, or answers for the unit and the act is one of people."""
    if may_change_anything(by):
        return
    if TRANSITIONS[action].by_platform or not isinstance(by, Staff) or not may_answer_for(roles_of(by, now), unit_id):
        raise NotAllowed
