"""Streets are walked house by house, and every state of a parcel is reached."""

import pytest

from motcua.services.onestop.delivery.rules import route_key
from motcua.services.onestop.delivery.states import (
    DONE,
    MOST_TRIES,
    TURNS,
    ParcelAction,
    ParcelState,
    after_bringing_back,
)


def test_houses_come_by_number_in_their_street_and_alleys_after_their_house() -> None:
    walk = ["9 Lê Lợi", "12 Lê Lợi", "12/3 Lê Lợi", "12/3A Lê Lợi", "12/10 Lê Lợi", "số 100 Lê Lợi", "2 Nguyễn Huệ"]
    shuffled = sorted(walk, reverse=True)
    assert sorted(shuffled, key=lambda street: route_key(street, "Phường 1")) == walk


def test_wards_come_one_after_the_other() -> None:
    assert route_key("9 Lê Lợi", "Phường 2") > route_key("100 Lê Lợi", "Phường 1")


@pytest.mark.parametrize("street", ["", "Chung cư A, lô B", "Ấp 3", "12", "A12 Lê Lợi"])
def test_an_address_without_a_house_number_has_its_place_too(street: str) -> None:
    assert isinstance(route_key(street, ""), tuple)


def test_every_action_has_a_row_and_every_state_is_reached() -> None:
    assert set(TURNS) == set(ParcelAction)
    assert {state for turn in TURNS.values() for state in turn.targets} == set(ParcelState)


def test_every_state_but_the_last_ones_has_a_way_out() -> None:
    leaving = {state for turn in TURNS.values() for state in turn.sources}
    assert leaving == set(ParcelState) - DONE


def test_after_the_last_try_the_applicant_is_asked_to_the_counter() -> None:
    assert after_bringing_back(MOST_TRIES - 1) is ParcelState.READY
    assert after_bringing_back(MOST_TRIES) is ParcelState.AT_COUNTER
