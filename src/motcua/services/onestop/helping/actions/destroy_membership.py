"""Destroy that somebody was a member of an advisory team, with the phone number kept for it."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import TeamMember


@transaction.atomic
def destroy_membership(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Delete a membership that is over and return True; False when it is gone.

    Who filed what for whom under the team stays with the dossiers.
    """
    member = TeamMember.objects.select_related("team").select_for_update(of=("self",)).filter(pk=int(record_id)).first()
    if member is None:
        return False
    unit_id = member.team.unit_id
    member.delete()
    journal.record(
        actor=actor_of(by),
        unit_id=unit_id,
        action="onestop.destroy_membership",
        target=("team_member", record_id),
        now=now,
    )
    return True
