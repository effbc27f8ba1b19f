"""Report what stands in a unit's way with a model or a requirement."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.messages.staff_messages import holders
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_answer_for
from motcua.replication.directives.models import DirectiveState, Requirement
from motcua.replication.followup.models import Obstacle, ObstacleEvent
from motcua.replication.followup.notices import Told, tell_about_obstacle
from motcua.replication.followup.refusals import NeedMissing, reason_missing
from motcua.replication.followup.states import ObstacleAction, ObstacleState
from motcua.replication.initiatives.models import Initiative


@transaction.atomic
def report_obstacle(
    *,
    unit_id: int,
    text: str,
    initiative_id: int | None = None,
    requirement_id: int | None = None,
    by: Staff,
    now: datetime,
) -> Obstacle:
    """Return the obstacle, brought before whoever keeps the directive, or else the keeper of the model.

    Its coordinators are told. Needs the unit's leader or coordinator. Raises NotAllowed, NeedMissing.
    """
    if not may_answer_for(roles_of(by, now), unit_id):
        raise NotAllowed
    words = text.strip()
    if not words:
        raise reason_missing()
    requirement = _requirement(requirement_id, unit_id)
    initiative = Initiative.objects.filter(pk=initiative_id).first() if initiative_id else None
    if initiative is None and requirement is not None:
        initiative = requirement.initiative
    obstacle = Obstacle.objects.create(
        unit_id=unit_id,
        authority_id=_authority(requirement, initiative),
        initiative=initiative,
        requirement=requirement,
        text=words,
        reported_at=now,
        reported_by=by,
    )
    actor = by.as_actor()
    ObstacleEvent.objects.create(
        obstacle=obstacle,
        kind=ObstacleAction.REPORT,
        seq=obstacle.version,
        at=now,
        to_state=ObstacleState.OPEN,
        reason=words,
        actor_kind=actor.kind,
        actor_name=actor.name,
        actor_staff_id=actor.staff_id,
    )
    target = ("followup_obstacle", str(obstacle.pk))
    record(actor=actor, unit_id=unit_id, action="followup.report_obstacle", target=target, now=now)
    people = holders([obstacle.authority_id], Role.COORDINATOR, now)
    tell_about_obstacle(obstacle, Told.REPORTED, people, now=now, words=words)
    return obstacle


def _requirement(requirement_id: int | None, unit_id: int) -> Requirement | None:
    """Return the requirement when it is in force and asks something of the unit."""
    if requirement_id is None:
        return None
    asked = Requirement.objects.filter(units=unit_id, directive__state=DirectiveState.CONFIRMED)
    return asked.select_related("directive", "initiative").filter(pk=requirement_id).first()


def _authority(requirement: Requirement | None, initiative: Initiative | None) -> int:
    if requirement is not None:
        return requirement.directive.steward_id
    if initiative is None:
        raise NeedMissing("about", _("Chưa chọn mô hình hoặc nhiệm vụ nào. Hãy chọn điều đang vướng mắc."))
    return initiative.keeper_id
