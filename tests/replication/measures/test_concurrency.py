"""Two roll-ups at once take turns; without the turn they write a figure twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection

from motcua.replication.measures.actions import roll_up as rolling
from motcua.replication.measures.actions.roll_up import RolledUp, roll_up
from motcua.replication.measures.comparison import differences
from motcua.replication.measures.models import MeasureDay
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 4


def at_once(act: Callable[[], RolledUp]) -> list[RolledUp | BaseException]:
    """Return what each of several hands got that acted at the same moment."""
    barrier = Barrier(HANDS)

    def one(_number: int) -> RolledUp | BaseException:
        try:
            barrier.wait()
            return act()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(one, range(HANDS)))


@pytest.fixture
def place() -> Office:
    office = make_office()
    make_dossier(office, State.RETURNED)
    return office


def test_roll_ups_at_once_take_turns(place: Office) -> None:
    got = at_once(lambda: roll_up(service="onestop", now=NOW))
    assert [type(each) for each in got] == [RolledUp] * HANDS
    assert differences("onestop", first=NOW.date(), last=NOW.date()) == []


def test_without_the_turn_two_would_write_the_same_figure(place: Office) -> None:
    # everybody has taken away what was stored before anybody writes
    together, write = Barrier(HANDS), MeasureDay.objects.bulk_create

    def write_together(figures: list[MeasureDay], *, batch_size: int) -> list[MeasureDay]:
        together.wait()
        return write(figures, batch_size=batch_size)

    with (
        patch.object(rolling, "take_turn", lambda _code: None),
        patch.object(MeasureDay.objects, "bulk_create", write_together),
    ):
        got = at_once(lambda: roll_up(service="onestop", now=NOW))
    assert any(isinstance(each, IntegrityError) for each in got)
