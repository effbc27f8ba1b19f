"""The table of a model's life: every act in every state, by everybody who may and may not."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.initiatives.actions.assess_initiative import assess_initiative
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.actions.retire_initiative import retire_initiative
from motcua.replication.initiatives.actions.revise_initiative import revise_initiative
from motcua.replication.initiatives.content import Content
from motcua.replication.initiatives.models import Conclusion, Initiative
from motcua.replication.initiatives.models import InitiativeState as State
from motcua.replication.initiatives.refusals import NotNow
from tests.factories.initiatives import (
    CONTENT,
    DOCUMENT,
    NOW,
    SYSTEM,
    District,
    full_marks,
    make_district,
    make_initiative,
)
from tests.factories.units import make_staff

pytestmark = pytest.mark.django_db

ACTS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "revise": (revise_initiative, {"content": Content(title="Tên khác")}),
    "assess": (
        assess_initiative,
        {"scores": full_marks(), "conclusion": Conclusion.RECOMMENDED, "words": "Tốt"},
    ),
    "recognise": (recognise_initiative, {"recognised_by": DOCUMENT}),
    "record": (recognise_initiative, {"recognised_by": DOCUMENT, "elsewhere": True}),
    "call": (call_for_replication, {"document": DOCUMENT}),
    "retire": (retire_initiative, {"reason": "Không còn phù hợp."}),
}
# from where each act leads, and where to
WAYS: dict[str, dict[State, State]] = {
    "revise": {state: state for state in State if state != State.RETIRED},
    "assess": {State.PROPOSED: State.ASSESSED, State.ASSESSED: State.ASSESSED},
    "recognise": {State.ASSESSED: State.RECOGNISED},
    "record": {State.PROPOSED: State.RECOGNISED},
    "call": {State.RECOGNISED: State.TO_REPLICATE, State.TO_REPLICATE: State.TO_REPLICATE},
    "retire": {state: State.RETIRED for state in State if state != State.RETIRED},
}


def do(act: str, initiative: Initiative, district: District, by: Staff | Actor) -> None:
    function, arguments = ACTS[act]
    units = {"unit_ids": [district.other.pk]} if act == "call" else {}
    function(initiative_id=initiative.pk, by=by, now=NOW, **arguments, **units)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State)
def test_an_act_leads_where_the_table_says_and_is_refused_elsewhere(act: str, state: State) -> None:
    district = make_district()
    initiative = make_initiative(origin=district.ward, state=state)
    if state not in WAYS[act]:
        with pytest.raises(NotNow):
            do(act, initiative, district, SYSTEM)
        return
    do(act, initiative, district, SYSTEM)
    before = initiative.version
    initiative.refresh_from_db()
    last = initiative.events.last()
    assert last is not None
    assert (initiative.state, initiative.version) == (WAYS[act][state], before + 1)
    assert (last.seq, last.from_state, last.to_state) == (initiative.version, state, initiative.state)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_only_the_coordinator_of_the_register_moves_a_model_on(act: str, role: Role) -> None:
    district = make_district()
    state = next(iter(WAYS[act]))
    initiative = make_initiative(origin=district.ward, state=state)
    keeper = make_staff(role=role, unit=district.unit)
    if role is Role.COORDINATOR:
        do(act, initiative, district, keeper)
        return
    with pytest.raises((NotAllowed, Initiative.DoesNotExist)):
        do(act, initiative, district, keeper)


@pytest.mark.parametrize("act", ACTS)
def test_the_unit_a_model_comes_from_may_revise_it_and_nothing_else(act: str) -> None:
    district = make_district()
    initiative = make_initiative(origin=district.ward, state=next(iter(WAYS[act])))
    if act == "revise":
        do(act, initiative, district, district.leader)
        return
    with pytest.raises(NotAllowed):
        do(act, initiative, district, district.leader)


def test_a_recognised_model_is_no_longer_revised_by_the_unit_it_comes_from() -> None:
    district = make_district()
    initiative = make_initiative(origin=district.ward, state=State.RECOGNISED)
    with pytest.raises(NotAllowed):
        do("revise", initiative, district, district.leader)
    do("revise", initiative, district, district.coordinator)


@pytest.mark.parametrize("act", ACTS)
def test_for_another_district_a_proposal_does_not_exist(act: str) -> None:
    district, foreign = make_district(), make_district()
    initiative = make_initiative(origin=district.ward, state=State.PROPOSED)
    with pytest.raises(Initiative.DoesNotExist):
        do(act, initiative, district, foreign.coordinator)


@pytest.mark.parametrize("role", Role)
def test_a_unit_proposes_through_its_leader_or_its_coordinator(role: Role) -> None:
    district = make_district()
    by = make_staff(role=role, unit=district.ward)
    if role in {Role.LEADER, Role.COORDINATOR}:
        made = propose_initiative(origin_unit_id=district.ward.pk, content=CONTENT, by=by, now=NOW)
        assert (made.state, made.keeper_id, made.code) == (State.PROPOSED, district.unit.pk, "SK2019-001")
        return
    with pytest.raises(NotAllowed):
        propose_initiative(origin_unit_id=district.ward.pk, content=CONTENT, by=by, now=NOW)


def test_a_coordinator_writes_down_a_model_seen_elsewhere() -> None:
    district, foreign = make_district(), make_district()
    with pytest.raises(NotAllowed):
        propose_initiative(origin_unit_id=foreign.ward.pk, content=CONTENT, by=district.coordinator, now=NOW)
    made = propose_initiative(
        origin_unit_id=foreign.ward.pk, keeper_id=district.unit.pk, content=CONTENT, by=district.coordinator, now=NOW
    )
    do("assess", made, district, district.coordinator)
    assert Initiative.objects.get(pk=made.pk).state == State.ASSESSED
