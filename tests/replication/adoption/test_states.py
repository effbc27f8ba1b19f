"""The table of an adoption: every act in every state, by everybody who may and may not."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.adoption.actions.assess_adoption import assess_adoption
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.actions.start_trial import start_trial
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Adoption, Verdict
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.plans import Plan
from motcua.replication.adoption.refusals import NotAModelToAdopt, NotNow
from motcua.replication.initiatives.actions.retire_initiative import retire_initiative
from motcua.replication.initiatives.models import InitiativeState
from tests.factories.adoption import make_adoption
from tests.factories.initiatives import NOW, SYSTEM, make_district, make_initiative
from tests.factories.units import make_staff

pytestmark = pytest.mark.django_db

ACTS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "start_trial": (start_trial, {}),
    "go_live": (go_live, {}),
    "assess": (assess_adoption, {"verdict": Verdict.KEEP, "words": "Người dân hài lòng."}),
    "stop": (stop_adoption, {"reason": "Không còn nhu cầu."}),
    "change": (change_adoption, {}),
}
OPEN: dict[State, State] = {state: state for state in State if state != State.STOPPED}
WAYS: dict[str, dict[State, State]] = {
    "start_trial": {State.PLANNED: State.TRIAL},
    "go_live": {State.PLANNED: State.LIVE, State.TRIAL: State.LIVE},
    "assess": {State.LIVE: State.ASSESSED, State.ASSESSED: State.ASSESSED},
    "stop": dict.fromkeys(OPEN, State.STOPPED),
    "change": OPEN,
}


def do(act: str, adoption: Adoption, by: Any = SYSTEM) -> None:
    function, arguments = ACTS[act]
    given = {"plan": Plan(make_staff(unit=adoption.unit).pk)} if act == "change" else {}
    function(adoption_id=adoption.pk, by=by, now=NOW, **arguments, **given)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State)
def test_an_act_leads_where_the_table_says_and_is_refused_elsewhere(act: str, state: State) -> None:
    adoption = make_adoption(unit=make_district().ward, state=state)
    if state not in WAYS[act]:
        with pytest.raises(NotNow):
            do(act, adoption)
        return
    do(act, adoption)
    before = adoption.version
    adoption.refresh_from_db()
    last = adoption.events.last()
    assert last is not None
    assert (adoption.state, adoption.version, last.seq) == (WAYS[act][state], before + 1, before + 1)
    assert (last.from_state, last.to_state) == (state, adoption.state)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_a_unit_acts_through_its_leader_or_its_coordinator(act: str, role: Role) -> None:
    district = make_district()
    adoption = make_adoption(unit=district.ward, state=next(iter(WAYS[act])))
    by = make_staff(role=role, unit=district.ward)
    if role in {Role.LEADER, Role.COORDINATOR}:
        do(act, adoption, by)
        return
    with pytest.raises((NotAllowed, Adoption.DoesNotExist)):
        do(act, adoption, by)


@pytest.mark.parametrize("role", Role)
def test_a_unit_plans_through_its_leader_or_its_coordinator(role: Role) -> None:
    district = make_district()
    model = make_initiative(origin=district.other)
    by = make_staff(role=role, unit=district.ward)
    asked: dict[str, Any] = {
        "initiative_id": model.pk,
        "unit_id": district.ward.pk,
        "plan": Plan(by.pk),
        "by": by,
        "now": NOW,
    }
    if role in {Role.LEADER, Role.COORDINATOR}:
        assert plan_adoption(**asked).state == State.PLANNED
        return
    with pytest.raises(NotAllowed):
        plan_adoption(**asked)


@pytest.mark.parametrize("act", ACTS)
def test_for_the_leader_of_another_ward_an_adoption_does_not_exist(act: str) -> None:
    district = make_district()
    adoption = make_adoption(unit=district.other, state=next(iter(WAYS[act])))
    with pytest.raises(Adoption.DoesNotExist):
        do(act, adoption, district.leader)


@pytest.mark.parametrize("act", ACTS)
def test_the_coordinator_of_the_district_acts_for_its_wards(act: str) -> None:
    district = make_district()
    adoption = make_adoption(unit=district.other, state=next(iter(WAYS[act])))
    do(act, adoption, district.coordinator)
    last = adoption.events.last()
    assert last is not None
    assert (last.seq, last.actor_staff_id) == (adoption.version + 1, district.coordinator.pk)


@pytest.mark.parametrize("state", [InitiativeState.PROPOSED, InitiativeState.ASSESSED, InitiativeState.RETIRED])
def test_only_a_recognised_model_is_adopted(state: InitiativeState) -> None:
    district = make_district()
    model = make_initiative(origin=district.other, state=state)
    with pytest.raises(NotAModelToAdopt):
        make_adoption(unit=district.ward, initiative=model)


def test_a_model_that_was_retired_meanwhile_does_not_go_live() -> None:
    district = make_district()
    adoption = make_adoption(unit=district.ward)
    retire_initiative(initiative_id=adoption.initiative_id, reason="Lỗi thời.", by=SYSTEM, now=NOW)
    with pytest.raises(NotAModelToAdopt):
        do("go_live", adoption)
    do("stop", adoption)


def test_the_state_is_the_fold_of_the_events_and_the_journal_tells_each_turn() -> None:
    adoption = make_adoption(unit=make_district().ward, state=State.ASSESSED)
    events = list(adoption.events.all())
    assert [event.from_state for event in events] == ["", *(event.to_state for event in events[:-1])]
    assert (events[-1].to_state, events[-1].seq) == (adoption.state, adoption.version)
    told = AuditEntry.objects.filter(target_type="adoption", unit_id=adoption.unit_id).order_by("seq")
    assert [one.action for one in told] == ["adoption.plan", "adoption.go_live", "adoption.assess"]
