"""Who may? The unit answers for its tasks, the authority's coordinator follows up, the leader alone signs."""

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.replication.access import may_answer_for, may_steer
from motcua.replication.followup.models import Escalation, Inspection, Obstacle, Task
from motcua.replication.followup.states import Side, Transition


def sides_of_task(roles: RoleSet, task: Task) -> frozenset[Side]:
    """Return on which sides somebody stands towards a task (with its requirement and directive at hand)."""
    return _sides(roles, unit_id=task.unit_id, authority_id=task.requirement.directive.steward_id, owner=task.owner_id)


def sides_of_obstacle(roles: RoleSet, obstacle: Obstacle) -> frozenset[Side]:
    """Return on which sides somebody stands towards an obstacle."""
    return _sides(roles, unit_id=obstacle.unit_id, authority_id=obstacle.authority_id, owner=obstacle.owner_id)


def may_act(sides: frozenset[Side], row: Transition) -> bool:
    """Tell whether an act belongs to one of the sides."""
    return not sides.isdisjoint(row.sides)


def may_inspect(roles: RoleSet, inspection: Inspection) -> bool:
    """Tell whether findings may be written: by the inspector who was named, who also signs."""
    return inspection.inspector_id == roles.staff_id


def may_plan(roles: RoleSet, authority_id: int) -> bool:
    """Tell whether visits of the authority may be planned and called off."""
    return may_steer(roles, authority_id)


def may_draft(roles: RoleSet, letter: Escalation) -> bool:
    """Tell whether the words of a draft may be changed: by the coordinator, or by the leader who is to sign."""
    return roles.has_any(letter.authority_id, Role.COORDINATOR, Role.LEADER)


def may_sign(roles: RoleSet, letter: Escalation) -> bool:
    """Tell whether a letter may be signed: by a leader of the authority that issued the directive, nobody else."""
    return roles.has(Role.LEADER, letter.authority_id)


def _sides(roles: RoleSet, *, unit_id: int, authority_id: int, owner: int | None) -> frozenset[Side]:
    held = {
        Side.UNIT: may_answer_for(roles, unit_id),
        Side.AUTHORITY: may_steer(roles, authority_id),
        Side.OWNER: owner == roles.staff_id,
    }
    return frozenset(side for side, is_held in held.items() if is_held)
