"""Open an obstacle again: the answer did not help."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Obstacle
from motcua.replication.followup.states import ObstacleAction
from motcua.replication.followup.turns import obstacle_in_hand, turn_obstacle


@transaction.atomic
def reopen_obstacle(
    *, obstacle_id: int, text: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Obstacle:
    """Return the obstacle, open; its age still counts from the first report.

    Needs the unit's leader or coordinator, or the authority's coordinator. Raises Obstacle.DoesNotExist, NotAllowed,
    Conflict, NotNow, NeedMissing.
    """
    obstacle = obstacle_in_hand(
        ObstacleAction.REOPEN, obstacle_id=obstacle_id, by=by, now=now, expected_version=expected_version
    )
    turn_obstacle(obstacle, ObstacleAction.REOPEN, by=by.as_actor(), now=now, reason=text)
    record(
        actor=by.as_actor(),
        unit_id=obstacle.unit_id,
        action="followup.reopen_obstacle",
        target=("followup_obstacle", str(obstacle.pk)),
        now=now,
    )
    return obstacle
