"""Say who has to answer an obstacle."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.models import Obstacle
from motcua.replication.followup.notices import Told, tell_about_obstacle
from motcua.replication.followup.people import staff_of_authority
from motcua.replication.followup.refusals import FollowupRefused
from motcua.replication.followup.states import ObstacleAction
from motcua.replication.followup.turns import obstacle_in_hand, turn_obstacle


@transaction.atomic
def assign_obstacle(
    *, obstacle_id: int, owner_id: int, by: Staff, now: datetime, expected_version: int | None = None
) -> Obstacle:
    """Return the obstacle with its owner, who is told and may answer from now on.

    The owner works in the authority or one of its offices. Needs the authority's coordinator. Raises
    Obstacle.DoesNotExist, NotAllowed, Conflict, NotNow, FollowupRefused.
    """
    obstacle = obstacle_in_hand(
        ObstacleAction.ASSIGN, obstacle_id=obstacle_id, by=by, now=now, expected_version=expected_version
    )
    owner = staff_of_authority(obstacle.authority_id, day_of(now)).filter(pk=owner_id).first()
    if owner is None:
        raise FollowupRefused("owner", _("Người được chọn không làm việc tại cơ quan theo dõi. Hãy chọn người khác."))
    obstacle.owner = owner
    turn_obstacle(obstacle, ObstacleAction.ASSIGN, by=by.as_actor(), now=now, payload={"owner": owner.full_name})
    record(
        actor=by.as_actor(),
        unit_id=obstacle.unit_id,
        action="followup.assign_obstacle",
        target=("followup_obstacle", str(obstacle.pk)),
        now=now,
        detail={"owner": owner.pk},
    )
    tell_about_obstacle(obstacle, Told.ASSIGNED, [owner], now=now, words=obstacle.text)
    return obstacle
