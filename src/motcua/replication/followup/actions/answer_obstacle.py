"""Answer an obstacle."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.messages.staff_messages import holders
from motcua.foundation.units.models import Role, Staff
from motcua.replication.followup.models import Obstacle
from motcua.replication.followup.notices import Told, tell_about_obstacle
from motcua.replication.followup.states import ObstacleAction
from motcua.replication.followup.turns import obstacle_in_hand, turn_obstacle


@transaction.atomic
def answer_obstacle(
    *, obstacle_id: int, text: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Obstacle:
    """Return the obstacle, answered; whoever reported it and the unit's leaders are told.

    Needs its owner or the authority's coordinator. Raises Obstacle.DoesNotExist, NotAllowed, Conflict, NotNow,
    NeedMissing.
    """
    obstacle = obstacle_in_hand(
        ObstacleAction.ANSWER, obstacle_id=obstacle_id, by=by, now=now, expected_version=expected_version
    )
    turn_obstacle(obstacle, ObstacleAction.ANSWER, by=by.as_actor(), now=now, reason=text)
    record(
        actor=by.as_actor(),
        unit_id=obstacle.unit_id,
        action="followup.answer_obstacle",
        target=("followup_obstacle", str(obstacle.pk)),
        now=now,
    )
    people = [*holders([obstacle.unit_id], Role.LEADER, now), *_reporter(obstacle)]
    tell_about_obstacle(obstacle, Told.ANSWERED, people, now=now, words=obstacle.answer)
    return obstacle


def _reporter(obstacle: Obstacle) -> list[Staff]:
    return list(Staff.objects.working().select_related("user").filter(pk=obstacle.reported_by_id))
