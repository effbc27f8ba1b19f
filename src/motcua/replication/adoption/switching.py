"""The one place where a service is switched on for a unit: by its adoption, with the settings of the adoption."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.actions.switch_service import stop_service, switch_on_service
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.models import Adoption, AdoptionQuerySet
from motcua.replication.adoption.states import Action
from motcua.services.registry import service


def switch_on(adoption: Adoption, *, by: Staff | Actor, now: datetime) -> None:
    """Let the unit run the service of the model with the adoption's settings; one without a service needs nothing.

    A service has one set of settings in a unit: other models of the unit that run by the same service follow.
    """
    if not adoption.initiative.service:
        return
    switch_on_service(
        unit_id=adoption.unit_id, service=adoption.initiative.service, settings=adoption.settings, by=by, now=now
    )
    for other in _others(adoption):
        if other.settings != adoption.settings:
            changed = {"changes": {"settings": [other.settings, adoption.settings]}}
            change_state(
                other, Move(Action.CHANGE, sets={"settings": adoption.settings}, payload=changed), by=by, now=now
            )


def switch_off(adoption: Adoption, *, reason: str, by: Staff | Actor, now: datetime) -> None:
    """Stop the service unless another model of the unit runs by it, and let the service tell those who use it."""
    if not adoption.initiative.service or _others(adoption).exists():
        return
    stop_service(unit_id=adoption.unit_id, service=adoption.initiative.service, by=by, now=now)
    tell_users = service(adoption.initiative.service).on_stopped
    if tell_users is not None:
        tell_users(unit_id=adoption.unit_id, reason=reason, by=actor_of(by), now=now)


def _others(adoption: Adoption) -> AdoptionQuerySet:
    """Return the other running adoptions of the unit that stand on the same service."""
    same = Adoption.objects.running().filter(unit=adoption.unit_id, initiative__service=adoption.initiative.service)
    return same.exclude(pk=adoption.pk).select_related("initiative").order_by("pk")
