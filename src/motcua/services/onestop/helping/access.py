"""Who may file for citizens, and under what: as a member of an advisory team today, or as an official of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import AdvisoryTeam, TeamMember

# who helps as a part of their office; everybody else helps as a member of a team
OFFICIALS = (Role.RECEPTIONIST, Role.SPECIALIST)


@dataclass(frozen=True)
class Capacity:
    """Under what somebody helps: a team of a unit, or (team None) their office there."""

    unit_id: int
    unit_name: str
    team: AdvisoryTeam | None = None

    @property
    def key(self) -> str:
        """Return the word by which a form names it."""
        return f"to-{self.team.pk}" if self.team else f"don-vi-{self.unit_id}"

    @property
    def team_id(self) -> int | None:
        """Return the team's id, None for an official."""
        return self.team.pk if self.team else None


def capacities(*, staff_id: int, roles: RoleSet, now: datetime) -> list[Capacity]:
    """Return under what a member of staff may help now, teams first; empty for whoever may not. Two queries.

    Whoever left the team, the unit or service has lost it that moment.
    """
    standing = TeamMember.objects.standing(day_of(now), now).filter(staff=staff_id, team__unit__in=roles.unit_ids())
    teams = [member.team for member in standing.select_related("team").order_by("team__name", "team")]
    offices = roles.unit_ids(*OFFICIALS)
    names = unit_names({*offices, *(team.unit_id for team in teams)}, day_of(now), short=True)
    return [Capacity(team.unit_id, names.get(team.unit_id, ""), team) for team in teams] + [
        Capacity(unit_id, names.get(unit_id, "")) for unit_id in sorted(offices, key=lambda unit: names.get(unit, ""))
    ]


def require_capacity(*, team_id: int | None, unit_id: int, by: Staff, now: datetime) -> Capacity:
    """Return under what `by` helps; raise NotAllowed when they may not (any more)."""
    for capacity in capacities(staff_id=by.pk, roles=roles_of(by, now), now=now):
        if capacity.team_id == team_id and (team_id is not None or capacity.unit_id == unit_id):
            return capacity
    raise NotAllowed
