"""Who may? Roles of a member of staff at a moment, with delegation and reach resolved, and small predicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.units.models import OVERSEERS, Role, Staff
from motcua.foundation.units.queries import taken_over_by
from motcua.foundation.units.refusals import NotAllowed, UnitRefused
from motcua.foundation.units.rules import NEVER_DELEGATED, day_of

# One round trip: own roles, the roles of those one stands in for, and the units below those that reach down. A
# delegation in a unit hands on what the absent one may do in that unit: a role held there keeps its reach, a role that
# reaches it from above acts in that unit alone.
_GRANTS = """
WITH RECURSIVE held AS (
    SELECT a.unit_id, a.role, a.with_children, NULL::bigint AS asked, NULL::bigint AS absent_id
    FROM units_roleassignment a
    WHERE a.staff_id = %(staff)s AND a.valid @> %(day)s::date AND (a.ended_at IS NULL OR a.ended_at > %(now)s)
  UNION ALL
    SELECT a.unit_id, a.role, a.with_children, d.unit_id, d.absent_id
    FROM units_delegation d
    JOIN units_staff s ON s.id = d.absent_id AND s.is_active
    JOIN units_roleassignment a ON a.staff_id = d.absent_id AND a.role <> ALL(%(never)s)
    WHERE d.deputy_id = %(staff)s AND d.valid @> %(day)s::date AND (d.revoked_at IS NULL OR d.revoked_at > %(now)s)
      AND a.valid @> %(day)s::date AND (a.ended_at IS NULL OR a.ended_at > %(now)s)
), reach(root, unit_id) AS (
    SELECT unit_id, unit_id FROM held WHERE with_children
  UNION
    SELECT r.root, v.unit_id
    FROM reach r JOIN units_unitversion v ON v.parent_id = r.unit_id AND v.valid @> %(day)s::date
)
SELECT coalesce(r.unit_id, h.unit_id), h.role, h.absent_id
FROM held h LEFT JOIN reach r ON h.with_children AND r.root = h.unit_id
WHERE h.asked IS NULL OR h.asked = h.unit_id OR h.asked = r.unit_id
"""


@dataclass(frozen=True)
class RoleSet:
    """What a member of staff may do where at one moment: their own roles and those held for an absent colleague.

    `held` maps a unit's id to the roles there; `deputy_for` maps (unit id, role) to the ids of the absent staff for
    the roles held by delegation only.
    """

    staff_id: int
    held: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    deputy_for: Mapping[tuple[int, Role], frozenset[int]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no role at all."""
        return not self.held

    def has(self, role: Role, unit_id: int) -> bool:
        """Tell whether `role` is held in the unit."""
        return role in self.held.get(unit_id, frozenset())

    def has_any(self, unit_id: int, *roles: Role) -> bool:
        """Tell whether one of `roles` is held in the unit."""
        return not self.held.get(unit_id, frozenset()).isdisjoint(roles)

    def somewhere(self, *roles: Role) -> bool:
        """Tell whether one of `roles` is held in any unit."""
        return any(not held.isdisjoint(roles) for held in self.held.values())

    def unit_ids(self, *roles: Role) -> frozenset[int]:
        """Return the units where one of `roles` is held; without arguments, those with any role."""
        if not roles:
            return frozenset(self.held)
        return frozenset(unit for unit, held in self.held.items() if not held.isdisjoint(roles))

    def absent_for(self, role: Role, unit_id: int) -> frozenset[int]:
        """Return for whom `role` is held in the unit by delegation; empty when the role is one's own."""
        return self.deputy_for.get((unit_id, role), frozenset())


def roles_of(staff: Staff, now: datetime) -> RoleSet:
    """Return the roles of `staff` at `now`, in one query. Whoever left service has none."""
    if not staff.is_active:
        return RoleSet(staff.pk)
    parameters: dict[str, int | date | datetime | list[str]] = {
        "staff": staff.pk,
        "day": day_of(now),
        "now": now,
        "never": [str(role) for role in NEVER_DELEGATED],
    }
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS, parameters)
        return _role_set(staff.pk, cursor.fetchall())


def answering_roles(roles: RoleSet, now: datetime) -> RoleSet:
    """Return the roles with those that come with what was taken over: where a unit ended, one may what one may at the
    unit that has its work. For records that stay where they were made: books, requests, retention. One query.
    """
    held = {unit: set(own) for unit, own in roles.held.items()}
    deputy = dict(roles.deputy_for)
    for ended, heir in taken_over_by(roles.unit_ids(), day=day_of(now)).items():
        held.setdefault(ended, set()).update(roles.held[heir])
        deputy |= {(ended, role): ids for (unit, role), ids in roles.deputy_for.items() if unit == heir}
    return RoleSet(roles.staff_id, {unit: frozenset(own) for unit, own in held.items()}, deputy)


def _role_set(staff_id: int, grants: Iterable[tuple[int, str, int | None]]) -> RoleSet:
    held: dict[int, set[Role]] = defaultdict(set)
    own: set[tuple[int, Role]] = set()
    absent: dict[tuple[int, Role], set[int]] = defaultdict(set)
    for unit_id, name, absent_id in grants:
        key = (unit_id, Role(name))
        held[unit_id].add(key[1])
        if absent_id is None:
            own.add(key)
        else:
            absent[key].add(absent_id)
    return RoleSet(
        staff_id,
        {unit: frozenset(roles) for unit, roles in held.items()},
        {key: frozenset(ids) for key, ids in absent.items() if key not in own},
    )


def may_administer(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether staff, roles and services of the unit may be changed."""
    return roles.has(Role.ADMINISTRATOR, unit_id)


def may_oversee(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether staff and roles of the unit may be read."""
    return roles.has_any(unit_id, *OVERSEERS)


def may_change_anything(by: Staff | Actor) -> bool:
    """Tell whether the platform itself acts: a command of the operator, a job, the reference data."""
    return isinstance(by, Actor) and by.kind is ActorKind.SYSTEM


def require_administrator(by: Staff | Actor, unit_ids: Iterable[int], now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform itself or administers every one of the units at `now`."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not roles_of(by, now).unit_ids(Role.ADMINISTRATOR).issuperset(unit_ids):
        raise NotAllowed


def require_role(by: Staff | Actor, unit_id: int, roles: Iterable[Role], now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform itself or holds one of `roles` in the unit at `now`."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not roles_of(by, now).has_any(unit_id, *roles):
        raise NotAllowed


def require_answering_role(by: Staff, unit_id: int, roles: Iterable[Role], now: datetime) -> None:
    """Raise NotAllowed unless `by` holds one of `roles` in the unit, or where its work went when it ended."""
    if not answering_roles(roles_of(by, now), now).has_any(unit_id, *roles):
        raise NotAllowed


def require_platform(by: Staff | Actor) -> None:
    """Raise NotAllowed unless the platform itself acts."""
    if not may_change_anything(by):
        raise NotAllowed


def refuse_oneself(by: Staff | Actor, staff: Staff) -> None:
    """Raise UnitRefused when somebody would change their own rights: another administrator does that."""
    if isinstance(by, Staff) and by.pk == staff.pk:
        raise UnitRefused("own_rights", _("Không ai tự thay đổi quyền của chính mình: hãy nhờ một quản trị viên khác."))


def actor_of(by: Staff | Actor) -> Actor:
    """Return whoever acts as the journal keeps them."""
    return by.as_actor() if isinstance(by, Staff) else by
