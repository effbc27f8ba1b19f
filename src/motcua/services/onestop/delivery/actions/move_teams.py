"""Hand the delivery teams of a unit that ended, and what they have in hand, to the unit that took over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.foundation.units.queries import version_on
from motcua.services.onestop.models import DeliveryTeam, DeliveryTrip

LONGEST_NAME = 120


def teams_at_work_of(unit_id: int) -> int:
    """Return how many teams the unit has, and trips that are not settled."""
    open_trips = DeliveryTrip.objects.filter(unit=unit_id, settled_at__isnull=True).count()
    return DeliveryTeam.objects.filter(unit=unit_id, is_active=True).count() + open_trips


def team_rows(unit_ids: Collection[int]) -> tuple[QuerySet[DeliveryTeam], QuerySet[DeliveryTrip]]:
    """Return the teams of the units, and their trips that are not settled."""
    return (
        DeliveryTeam.objects.filter(unit__in=unit_ids, is_active=True),
        DeliveryTrip.objects.filter(unit__in=unit_ids, settled_at__isnull=True),
    )


@transaction.atomic
def move_teams(*, unit_id: int, successor_id: int, on: date, by: Actor, now: datetime) -> int:
    """Return how many teams and open trips moved; settled trips stay where their money was booked.

    A team whose name the successor has already is called after its old unit as well. The cash of an open trip is handed
    in at the successor. Only the platform does this, in a reorganisation. Raises NotAllowed.
    """
    require_platform(by)
    old_name = version_on(unit_id, on - timedelta(days=1)).short_name
    teams = list(DeliveryTeam.objects.select_for_update().filter(unit=unit_id, is_active=True).order_by("pk"))
    for team in teams:
        if DeliveryTeam.objects.filter(unit=successor_id, name=team.name).exists():
            team.name = f"{team.name} ({old_name})"[:LONGEST_NAME]
        team.unit_id = successor_id
        team.save(update_fields=["unit", "name"])
    trips = list(DeliveryTrip.objects.select_for_update().filter(unit=unit_id, settled_at__isnull=True).order_by("pk"))
    for trip in trips:
        trip.unit_id = successor_id
        trip.save(update_fields=["unit"])
    if teams or trips:
        journal.record(
            actor=by,
            unit_id=successor_id,
            action="onestop.teams_moved",
            target=("unit", str(unit_id)),
            now=now,
            detail={"from_unit": unit_id, "teams": [team.pk for team in teams], "trips": [trip.pk for trip in trips]},
        )
    return len(teams) + len(trips)
