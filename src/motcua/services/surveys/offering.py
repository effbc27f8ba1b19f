"""Which units ask the people who got a result? Those that have adopted the model; a merged one asks for its past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from motcua.foundation.messages.models import NEEDS_A_PERSON, OutboxMessage
from motcua.foundation.units.queries import main_successor
from motcua.foundation.units.rules import day_of, start_of
from motcua.foundation.units.services import ServiceNotLive, live_settings
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.rules import LEAST
from motcua.services.surveys.settings import SurveySettings

SERVICE = "surveys"
LINK = "voice"  # the kind of late link


def settings_for(unit_id: int, now: datetime) -> SurveySettings | None:
    """Return the settings with which a unit asks at `now`, or the one that has taken it over; None: nobody asks."""
    asking = main_successor(unit_id, day=day_of(now))
    if asking is None:
        return None
    try:
        return SurveySettings.model_validate(live_settings(asking, SERVICE, now))
    except ServiceNotLive:
        return None


def is_run_for(unit_id: int, now: datetime) -> bool:
    """Tell whether somebody asks for the unit at `now`."""
    return settings_for(unit_id, now) is not None


def offers_link(given: Mapping[str, str], now: datetime) -> bool:
    """Tell whether the notice of a result of the unit in `given` ends with a link to judge it."""
    return is_run_for(int(given["unit"]), now)


def has_company(unit_id: int, quarter: Quarter) -> bool:
    """Tell whether so many people were sent a link of the unit and quarter that none of them is known by answering.

    Whoever has the database knows who was sent one. Fewer than `LEAST` of a quarter are never published anyway. One
    query along an index, of at most so many rows.
    """
    sent = OutboxMessage.objects.filter(
        link_kind=LINK,
        unit=unit_id,
        created_at__gte=start_of(quarter.first_week),
        created_at__lt=start_of(quarter.after.first_week),
    )
    return len(sent.exclude(state__in=NEEDS_A_PERSON).values("to").distinct()[:LEAST]) >= LEAST
