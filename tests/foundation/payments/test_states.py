"""The state follows from three sums, and the database agrees with the rule in every case."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.states import STATES, Act, State, remaining, state_of
from tests.factories.payments import NOW, Till, make_charge

SUMS = st.integers(min_value=0, max_value=5)

# owed, came, went back, cancelled → state, still to be paid
CASES = [
    (100, 0, 0, False, State.OPEN, 100),
    (100, 40, 0, False, State.PART_PAID, 60),
    (100, 100, 0, False, State.PAID, 0),
    (100, 130, 0, False, State.OVERPAID, 0),
    (100, 130, 30, False, State.PAID, 0),
    (100, 100, 40, False, State.PART_REFUNDED, 0),
    (100, 100, 100, False, State.REFUNDED, 0),
    (0, 0, 0, False, State.WAIVED, 0),
    (100, 0, 0, True, State.CANCELLED, 0),
    (100, 100, 0, True, State.OVERPAID, 0),
    (100, 100, 100, True, State.CANCELLED, 0),
]


@pytest.mark.parametrize(("amount", "received", "refunded", "is_cancelled", "state", "left"), CASES)
def test_a_case(  # noqa: PLR0917 - the columns of the table
    amount: int, received: int, refunded: int, is_cancelled: bool, state: State, left: int
) -> None:
    assert state_of(amount=amount, received=received, refunded=refunded, is_cancelled=is_cancelled) is state
    assert remaining(amount=amount, received=received, refunded=refunded, state=state) == left


@given(amount=SUMS, received=SUMS, refunded=SUMS, is_cancelled=st.booleans())
def test_what_is_settled_owes_nothing_and_what_owes_is_payable(
    amount: int, received: int, refunded: int, is_cancelled: bool
) -> None:
    if refunded > received:
        return
    state = state_of(amount=amount, received=received, refunded=refunded, is_cancelled=is_cancelled)
    left = remaining(amount=amount, received=received, refunded=refunded, state=state)
    assert left >= 0
    assert (left > 0) == (Act.TAKE_CASH in STATES[state].allows)
    assert not (STATES[state].settles and left)


def test_every_state_has_a_row() -> None:
    assert set(STATES) == set(State)


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_the_database_takes_the_state_of_the_rule_and_no_other(till: Till, is_cancelled: bool) -> None:
    charge = make_charge(till, 2)
    sums = [(received, refunded) for received in range(4) for refunded in range(received + 1)]
    for received, refunded in sums:
        right = state_of(amount=2, received=received, refunded=refunded, is_cancelled=is_cancelled)
        for state in State:
            given = {"received": received, "refunded": refunded, "state": state}
            given |= {"cancelled_at": NOW, "cancel_reason": "x"} if is_cancelled else {}
            with transaction.atomic():
                rows = Charge.objects.filter(pk=charge.pk)
                if state is right:
                    rows.update(**given)
                else:
                    with pytest.raises(IntegrityError), transaction.atomic():
                        rows.update(**given)
