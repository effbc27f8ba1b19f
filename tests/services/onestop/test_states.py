"""The table of states: every state is reached, has its national code, and holds in the database."""

import pytest

from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import CLOSED, STATES, Action, State
from motcua.services.onestop.transitions import TRANSITIONS, Effect
from tests.factories.onestop import make_dossier, make_office


def test_every_state_has_one_of_the_ten_national_codes() -> None:
    assert {row.code for row in STATES.values()} == set(range(1, 11))
    assert set(STATES) == set(State)


def test_every_action_has_a_row_and_every_state_is_the_target_of_one() -> None:
    assert set(TRANSITIONS) == set(Action)
    assert {state for row in TRANSITIONS.values() for state in row.targets} == set(State)


def test_every_open_state_has_a_way_out_and_no_closed_state_has_one() -> None:
    leaving = {state for row in TRANSITIONS.values() for state in row.sources if row.targets - {state}}
    assert leaving == set(State) - CLOSED


def test_every_effect_of_the_closed_list_is_used() -> None:
    assert {effect for row in TRANSITIONS.values() for effect in row.effects} == set(Effect)


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_a_dossier_can_be_brought_to_every_state(state: State) -> None:
    dossier = make_dossier(make_office(), state)
    assert Dossier.objects.get(pk=dossier.pk).state == state
    assert list(differing()) == []
