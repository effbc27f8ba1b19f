"""Let somebody leave an advisory team."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import AdviceSession, TeamMember
from motcua.services.onestop.models.helping import TEAM_KEEPERS


@transaction.atomic
def end_membership(*, member_id: int, by: Staff, now: datetime) -> TeamMember:
    """Return the membership, over from now on; ended again it keeps its first end.

    Whoever left files nothing more under the team, drafts included, and is off its roster from tomorrow on. Needs a
    leader or administrator of the unit. Raises TeamMember.DoesNotExist, NotAllowed.
    """
    member = TeamMember.objects.select_related("team").select_for_update(of=("self",)).get(pk=member_id)
    require_role(by, member.team.unit_id, TEAM_KEEPERS, now)
    if member.ended_at is None:
        member.ended_at = now
        member.save(update_fields=["ended_at"])
        coming = AdviceSession.objects.filter(team=member.team_id, day__gt=day_of(now), serving=member.staff_id)
        for session in coming:
            session.serving.remove(member.staff_id)
        journal.record(
            actor=by.as_actor(),
            unit_id=member.team.unit_id,
            action="onestop.team_member_left",
            target=("advisory_team", str(member.team_id)),
            now=now,
            detail={"staff": member.staff_id},
        )
    return member
