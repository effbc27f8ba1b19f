"""Close an advisory team: nobody files under it any more."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import AdvisoryTeam
from motcua.services.onestop.models.helping import TEAM_KEEPERS


@transaction.atomic
def close_team(*, team_id: int, by: Staff, now: datetime) -> AdvisoryTeam:
    """Return the closed team; closing it again changes nothing. What it filed stays.

    Needs a leader or administrator of its unit. Raises AdvisoryTeam.DoesNotExist, NotAllowed.
    """
    team = AdvisoryTeam.objects.select_for_update().get(pk=team_id)
    require_role(by, team.unit_id, TEAM_KEEPERS, now)
    if team.closed_at is None:
        team.closed_at = now
        team.save(update_fields=["closed_at"])
        journal.record(
            actor=by.as_actor(),
            unit_id=team.unit_id,
            action="onestop.advisory_team_closed",
            target=("advisory_team", str(team.pk)),
            now=now,
        )
    return team
