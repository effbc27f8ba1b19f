"""Which units ask the people who got a result? Those that have adopted the model; a merged one asks for its past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from motcua.foundation.units.queries import main_successor
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import ServiceNotLive, live_settings
from motcua.services.surveys.settings import SurveySettings

SERVICE = "surveys"


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
