"""Adoptions for tests, in any state, made through the actions."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from motcua.foundation.units.models import Staff, Unit
from motcua.replication.adoption.actions.assess_adoption import assess_adoption
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.actions.start_trial import start_trial
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Adoption, Verdict
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.plans import Plan
from motcua.replication.initiatives.content import Content
from motcua.replication.initiatives.models import Initiative
from tests.factories.initiatives import NOW, SYSTEM, make_initiative
from tests.factories.units import make_staff


def model_of(service: str, *, origin: Unit, now: datetime = NOW) -> Initiative:
    """Return the recognised model that a service carries, one for all units."""
    found = Initiative.objects.filter(service=service).order_by("pk").first()
    return found or make_initiative(
        origin=origin, content=Content(title=f"Mô hình {service}", service=service), now=now
    )


def make_adoption(
    *,
    unit: Unit,
    initiative: Initiative | None = None,
    state: State = State.PLANNED,
    owner: Staff | None = None,
    settings: Mapping[str, JsonValue] | None = None,
    now: datetime = NOW,
) -> Adoption:
    """Return an adoption that has come as far as `state`, of the model of the one-stop unless another is given."""
    model = initiative or model_of("onestop", origin=unit, now=now)
    plan = Plan((owner or make_staff(unit=unit)).pk, settings=settings or {})
    adoption = plan_adoption(initiative_id=model.pk, unit_id=unit.pk, plan=plan, by=SYSTEM, now=now)
    if state is State.TRIAL:
        start_trial(adoption_id=adoption.pk, by=SYSTEM, now=now)
    if state in {State.LIVE, State.ASSESSED, State.STOPPED}:
        go_live(adoption_id=adoption.pk, by=SYSTEM, now=now)
    if state is State.ASSESSED:
        assess_adoption(adoption_id=adoption.pk, verdict=Verdict.KEEP, words="Tốt.", by=SYSTEM, now=now)
    if state is State.STOPPED:
        stop_adoption(adoption_id=adoption.pk, reason="Hết thời gian.", by=SYSTEM, now=now)
    adoption.refresh_from_db()
    return adoption


def adopt(
    unit: Unit, *, owner: Staff, settings: Mapping[str, JsonValue] | None = None, now: datetime = NOW
) -> Adoption:
    """Return the running adoption of the one-stop: how a unit comes to use it."""
    return make_adoption(unit=unit, state=State.LIVE, owner=owner, settings=settings, now=now)
