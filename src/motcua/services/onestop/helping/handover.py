"""What a unit that ends hands on to its successor: its advisory teams, and what their members are filling in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.successions import Handover, Turn
from motcua.services.onestop.models import AdviceSession, AdvisoryTeam, HelpedFiling

_LONGEST = 120


def in_hand_at(unit_id: int) -> int:
    """Return how many advisory teams of the unit there are, closed ones included, and filings that are not filed."""
    begun = HelpedFiling.objects.filter(unit=unit_id, filed_at__isnull=True).count()
    return AdvisoryTeam.objects.filter(unit=unit_id).count() + begun


def rows_of(unit_ids: Collection[int]) -> tuple[QuerySet[Any], ...]:
    """Return the teams of the units, their sessions, and what is being filled in with their help."""
    return (
        AdvisoryTeam.objects.filter(unit__in=unit_ids),
        AdviceSession.objects.filter(unit__in=unit_ids),
        HelpedFiling.objects.filter(unit__in=unit_ids, filed_at__isnull=True),
    )


def hand_on(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Return how many teams and unfinished filings moved; a second call finds none.

    Closed teams go too: whoever keeps the successor's teams answers for what those filed. What was filed keeps the unit
    it was filed under.
    """
    teams = list(AdvisoryTeam.objects.select_for_update().filter(unit=from_unit).order_by("pk"))
    taken = set(AdvisoryTeam.objects.filter(unit=to_unit).values_list("name", flat=True))
    old = unit_names([from_unit], day_of(now), short=True).get(from_unit, "")
    for team in teams:
        team.unit_id = to_unit
        team.name = _free_name(team.name, old, taken)
        taken.add(team.name)
        team.save(update_fields=["unit", "name"])
    AdviceSession.objects.filter(team__in=teams, day__gte=on).update(unit=to_unit)
    begun = HelpedFiling.objects.filter(unit=from_unit, filed_at__isnull=True).update(unit=to_unit)
    if teams or begun:
        journal.record(
            actor=by,
            unit_id=to_unit,
            action="onestop.advisory_teams_moved",
            target=("unit", str(to_unit)),
            now=now,
            detail={"from_unit": from_unit, "teams": [team.pk for team in teams], "filings": begun},
        )
    return len(teams) + begun


def _free_name(name: str, old_unit: str, taken: set[str]) -> str:
    """Return the name, with where the team comes from when the successor has one of that name."""
    wanted, number = name, 1
    while wanted in taken:
        suffix = f" ({' '.join((old_unit, str(number) if number > 1 else '')).strip()})"
        wanted, number = f"{name[: _LONGEST - len(suffix)]}{suffix}", number + 1
    return wanted


HANDOVER = Handover(
    "onestop.advisory_teams", _("tổ tư vấn và hồ sơ đang nộp giúp"), in_hand_at, rows_of, hand_on, Turn.HELP
)
