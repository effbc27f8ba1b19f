"""Offices that ask people how content they were."""

from collections.abc import Mapping

from pydantic import JsonValue

from motcua.replication.adoption.models import AdoptionState
from tests.factories.adoption import make_adoption, model_of
from tests.factories.onestop import Office


def asking(office: Office, settings: Mapping[str, JsonValue] | None = None) -> Office:
    """Return the office, which has adopted the model and asks from now on."""
    model = model_of("surveys", origin=office.unit)
    make_adoption(unit=office.unit, initiative=model, state=AdoptionState.LIVE, owner=office.leader, settings=settings)
    return office
