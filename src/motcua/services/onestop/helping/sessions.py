"""What can be asked of advice sessions? For the public who serves where and when; for a team, its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.models import AdviceSession
from motcua.services.onestop.models.helping import TEAM_KEEPERS

AHEAD = timedelta(days=35)  # what the public page shows
BACK = timedelta(days=90)  # what a team sees of what is over
MOST = 300


@dataclass(frozen=True)
class SessionRow:
    """One session: where and when, whose, who serves, and whether the number of people may be written down now."""

    session: AdviceSession
    unit_name: str
    serving: tuple[str, ...]
    may_note: bool


@dataclass(frozen=True)
class Announced:
    """The public page: the sessions of the next weeks by day, and the units that announce any."""

    days: tuple[tuple[date, tuple[SessionRow, ...]], ...]
    units: tuple[tuple[int, str], ...]


def announced_sessions(*, unit_id: int | None, now: datetime) -> Announced:
    """Return who serves where and when from today on, the next first; cancelled ones say so. Five queries."""
    today = day_of(now)
    coming = AdviceSession.objects.filter(day__range=(today, today + AHEAD), team__closed_at__isnull=True)
    units = unit_names(set(coming.values_list("unit", flat=True)), today, short=True)
    rows = _rows(coming.filter(unit=unit_id) if unit_id is not None else coming, now)
    by_day = groupby(rows, key=lambda row: row.session.day)
    return Announced(
        days=tuple((day, tuple(found)) for day, found in by_day),
        units=tuple(sorted(units.items(), key=lambda pair: listing_key(pair[1]))),
    )


def sessions_of(*, team_id: int, now: datetime) -> list[SessionRow]:
    """Return the sessions of a team, from those of the last months on. Three queries."""
    return _rows(AdviceSession.objects.filter(team=team_id, day__gte=day_of(now) - BACK), now)


def own_sessions(*, staff_id: int, now: datetime) -> list[SessionRow]:
    """Return where one serves: what comes, and what is over without its number of people. Three queries."""
    mine = AdviceSession.objects.filter(serving=staff_id, cancelled_at__isnull=True, noted_at__isnull=True)
    return _rows(mine.filter(day__gte=day_of(now) - BACK), now)


def session_in_reach(session_id: int, roles: RoleSet) -> AdviceSession:
    """Return a session of a team one keeps or at which one serves; raise AdviceSession.DoesNotExist."""
    session = AdviceSession.objects.select_related("team").get(pk=session_id)
    keeps = roles.has_any(session.team.unit_id, *TEAM_KEEPERS)
    if not keeps and not session.serving.filter(pk=roles.staff_id).exists():
        raise AdviceSession.DoesNotExist
    return session


def _rows(sessions: QuerySet[AdviceSession], now: datetime) -> list[SessionRow]:
    found = list(sessions.select_related("team").prefetch_related("serving").order_by("day", "opens", "pk")[:MOST])
    names = unit_names({session.unit_id for session in found}, day_of(now), short=True)
    return [
        SessionRow(
            session=session,
            unit_name=names.get(session.unit_id, ""),
            serving=tuple(sorted((one.full_name for one in session.serving.all()), key=listing_key)),
            may_note=session.cancelled_at is None and now >= datetime.combine(session.day, session.opens, ZONE),
        )
        for session in found
    ]
