"""What can be asked of filing with help? Each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import RoleAssignment, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.helping.access import Capacity, capacities
from motcua.services.onestop.models import AdvisoryTeam, DossierEvent, HelpedFiling, TeamMember
from motcua.services.onestop.models.helping import TEAM_KEEPERS
from motcua.services.onestop.states import Action, State

MOST = 50
COUNTED = timedelta(days=365)


@dataclass(frozen=True)
class HelpDesk:
    """What somebody who helps sees: under what they help, what they are filling in, what they have filed."""

    capacities: list[Capacity]
    drafts: tuple[HelpedFiling, ...]
    filed: tuple[HelpedFiling, ...]
    keeps_teams: bool


@dataclass(frozen=True)
class TeamRow:
    """A team in a list: where, how many members today, how many dossiers it filed within a year."""

    team: AdvisoryTeam
    unit_name: str
    members: int
    filed: int


@dataclass(frozen=True)
class TeamPage:
    """One team with its members, those of today first.

    `filed` and `objected` are of the same year: what the team filed, and what of that its applicant objected to,
    however it ended. `waiting`: objections nobody has verified yet, of whatever was filed when.
    """

    team: AdvisoryTeam
    unit_name: str
    members: tuple[TeamMember, ...]
    standing: frozenset[int]
    filed: int
    objected: int
    waiting: int


def help_desk(*, staff_id: int, roles: RoleSet, now: datetime) -> HelpDesk:
    """Return the desk. What was filed shows code, state and moment, nothing of the citizen. Four queries."""
    mine = HelpedFiling.objects.visible_to(roles)
    drafts = mine.filter(filed_at__isnull=True, draft__expires_at__gt=now)
    filed = mine.filter(filed_at__isnull=False).select_related("dossier").order_by("-filed_at")
    shown = ("id", "filed_at", "dossier__code", "dossier__state")
    return HelpDesk(
        capacities=capacities(staff_id=staff_id, roles=roles, now=now),
        drafts=tuple(
            drafts.select_related("draft__procedure_version__procedure", "team").defer(
                "draft__procedure_version__document"
            )[:MOST]
        ),
        filed=tuple(filed.only(*shown)[:MOST]),
        keeps_teams=roles.somewhere(*TEAM_KEEPERS),
    )


def state_of(helped: HelpedFiling) -> State | None:
    """Return where the dossier of a filing stands; None before it was filed."""
    return State(helped.dossier.state) if helped.dossier else None


def teams_kept(*, roles: RoleSet, now: datetime) -> list[TeamRow]:
    """Return the teams of the units where one keeps them, with their figures. Two queries."""
    day = day_of(now)
    members = TeamMember.objects.standing(day, now)
    filed = HelpedFiling.objects.filter(filed_at__gt=now - COUNTED)
    teams = list(
        AdvisoryTeam.objects.filter(unit__in=roles.unit_ids(*TEAM_KEEPERS)).annotate(
            member_count=_counted(members), filed_count=_counted(filed)
        )
    )
    names = unit_names({team.unit_id for team in teams}, day)
    rows = [TeamRow(team, names.get(team.unit_id, ""), team.member_count, team.filed_count) for team in teams]
    return sorted(rows, key=lambda row: (listing_key(row.unit_name), listing_key(row.team.name), row.team.pk))


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of each team by themselves: two counts over one join multiply each other's rows."""
    found = rows.filter(team=OuterRef("pk")).order_by().values("team").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(found), 0)


def team_page(*, team_id: int, roles: RoleSet, now: datetime) -> TeamPage:
    """Return a team; raise AdvisoryTeam.DoesNotExist when one does not keep it. Five queries."""
    reach = AdvisoryTeam.objects.filter(unit__in=roles.unit_ids(*TEAM_KEEPERS))
    members = Prefetch("members", TeamMember.objects.select_related("staff").order_by("ended_at", "valid", "pk"))
    team = reach.prefetch_related(members).get(pk=team_id)
    said = Exists(DossierEvent.objects.filter(dossier=OuterRef("dossier"), kind=Action.OBJECT))
    filings = HelpedFiling.objects.filter(team=team, filed_at__isnull=False).annotate(was_objected=said)
    lately = Q(filed_at__gt=now - COUNTED)
    figures = filings.aggregate(
        filed=Count("pk", filter=lately),
        objected=Count("pk", filter=lately & Q(was_objected=True)),
        waiting=Count("pk", filter=Q(dossier__objected_at__isnull=False)),
    )
    day = day_of(now)
    return TeamPage(
        team=team,
        unit_name=unit_names([team.unit_id], day).get(team.unit_id, ""),
        members=tuple(team.members.all()),
        standing=frozenset(TeamMember.objects.standing(day, now).filter(team=team).values_list("pk", flat=True)),
        filed=figures["filed"],
        objected=figures["objected"],
        waiting=figures["waiting"],
    )


def may_join(team: AdvisoryTeam, now: datetime) -> list[Staff]:
    """Return who holds a role in the team's unit today and is no member of it without an end, by name. One query."""
    held = RoleAssignment.objects.standing(day_of(now), now).filter(unit=team.unit_id)
    stays = TeamMember.objects.filter(team=team, ended_at__isnull=True, valid__upper_inf=True)
    found = Staff.objects.working().filter(pk__in=held.values("staff")).exclude(pk__in=stays.values("staff"))
    return sorted(found, key=lambda staff: listing_key(staff.full_name))
