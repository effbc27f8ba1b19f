"""Who may do what: every act tried by the right person, by every colleague, and by a stranger."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.allow_supplement import allow_supplement
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.release_dossier import release_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.models import Dossier, Outcome
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_handing
from tests.factories.units import make_staff

UNSEEING = {Role.VOLUNTEER, Role.ADMINISTRATOR, Role.COORDINATOR}
COUNTER, SPECIALIST, LEADER = Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER
REASON = {"reason": "Lý do"}
GROUND = REASON | {"legal_ground": "Nghị định 61/2018/NĐ-CP"}
PAPERS = {"papers": [HandedIn("request")]}
ITEMS = REASON | {"items": [Asked(key="request")]}
WORKERS = {COUNTER, SPECIALIST, LEADER}

# act, what it is given, the state it is tried in, and the roles of the unit that may do it
ACTS: list[tuple[Callable[..., Dossier], dict[str, Any], State, set[Role]]] = [
    (accept_dossier, {}, State.SUBMITTED, {COUNTER}),
    (reject_dossier, GROUND, State.SUBMITTED, {COUNTER}),
    (request_supplement, ITEMS, State.SUBMITTED, {COUNTER, LEADER}),
    (request_supplement, ITEMS, State.IN_PROCESS, {SPECIALIST, LEADER}),
    (receive_supplement, PAPERS, State.AWAITING_SUPPLEMENT, {COUNTER}),
    (allow_supplement, REASON, State.IN_PROCESS, {LEADER}),
    (hand_over, {}, State.IN_PROCESS, {SPECIALIST, LEADER}),
    (take_dossier, {}, State.IN_PROCESS, {SPECIALIST, LEADER}),
    (release_dossier, {}, State.IN_PROCESS, {SPECIALIST, LEADER}),
    (add_note, {"text": "Ghi chú"}, State.IN_PROCESS, WORKERS),
    (request_payment, REASON, State.IN_PROCESS, {SPECIALIST, LEADER}),
    (confirm_payment, {}, State.AWAITING_PAYMENT, WORKERS),
    (return_result, {"handing": make_handing()}, State.DECIDED, {COUNTER}),
    (withdraw_dossier, {}, State.IN_PROCESS, {COUNTER}),
    (stop_dossier, GROUND, State.IN_PROCESS, {LEADER}),
]
each_act = pytest.mark.parametrize(
    ("act", "given", "state", "roles"), ACTS, ids=[f"{act.__name__}-{state}" for act, _given, state, _roles in ACTS]
)


@each_act
def test_only_the_right_roles_of_the_unit_may(
    office: Office, act: Callable[..., Dossier], given: dict[str, Any], state: State, roles: set[Role]
) -> None:
    dossier = make_dossier(office, state)
    for role in Role:
        colleague = make_staff(role=role, unit=office.unit)
        attempt = partial(act, dossier_id=dossier.pk, by=colleague, now=NOW, **given)
        if role not in roles:
            expected = Dossier.DoesNotExist if role in UNSEEING else NotAllowed
            with pytest.raises(expected):
                attempt()
    chosen = make_staff(role=sorted(roles)[0], unit=office.unit)
    assert act(dossier_id=dossier.pk, by=chosen, now=NOW, **given).pk == dossier.pk


@each_act
def test_a_stranger_finds_no_dossier(
    office: Office, act: Callable[..., Dossier], given: dict[str, Any], state: State, roles: set[Role]
) -> None:
    dossier = make_dossier(office, state)
    for role in roles:
        with pytest.raises(Dossier.DoesNotExist):
            act(dossier_id=dossier.pk, by=make_staff(role=role), now=NOW, **given)
    assert Dossier.objects.get(pk=dossier.pk).version == dossier.version


@each_act
def test_the_holder_of_the_code_may_only_add_papers_and_withdraw(
    office: Office, act: Callable[..., Dossier], given: dict[str, Any], state: State, roles: set[Role]
) -> None:
    dossier = make_dossier(office, state)
    attempt = partial(act, dossier_id=dossier.pk, by=Actor.citizen(), now=NOW, **given)
    if act in {receive_supplement, withdraw_dossier}:
        assert attempt().pk == dossier.pk
    else:
        with pytest.raises((NotAllowed, AttributeError)):
            attempt()


def test_only_a_leader_decides_and_only_at_the_decision(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW)
    for role in set(Role) - {LEADER}:
        with pytest.raises((NotAllowed, Dossier.DoesNotExist)):
            decide_result(
                dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=make_staff(role=role, unit=office.unit), now=NOW
            )
    with pytest.raises(Dossier.DoesNotExist):
        decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=make_staff(role=LEADER), now=NOW)
    assert decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=NOW).pk == dossier.pk


def test_somebody_who_left_service_may_do_nothing(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    gone = make_staff(role=COUNTER, unit=office.unit, is_active=False)
    with pytest.raises(Dossier.DoesNotExist):
        accept_dossier(dossier_id=dossier.pk, by=gone, now=NOW)
