"""Look-ups are counted beside the page: it writes nothing, and nothing that was counted is lost or counted twice."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from motcua.foundation.units.access import roles_of
from motcua.services.onestop.counting import OnestopFigures, rows_address
from motcua.services.onestop.look_up_counts import LOOK_UPS, count_look_up
from motcua.services.onestop.measures import LOOKED_UP
from motcua.services.onestop.models import LookUpCount
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Other tests look dossiers up too."""
    LOOK_UPS.forget()
    yield
    LOOK_UPS.forget()


def looked_up(office: Office, day: date = TODAY) -> int:
    figures = OnestopFigures().counts([office.unit.pk], day, day)
    return sum(each.value for each in figures if each.measure == LOOKED_UP)


def test_each_page_shown_counts_for_the_receiving_unit_once_it_is_written_down(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    for path in (dossier.token, dossier.token.lower(), "abc"):
        client.get(f"/tra-cuu/{path}")
    assert not LookUpCount.objects.exists()
    ((_unit, day), [count]) = next(iter(LOOK_UPS._counted.items()))
    LOOK_UPS.write_down()
    LOOK_UPS.write_down()
    assert count == 2
    assert looked_up(office, day) == 2
    assert looked_up(make_office(), day) == 0


def test_what_several_processes_count_adds_up(office: Office) -> None:
    for _process in range(3):
        count_look_up(unit_id=office.unit.pk, now=NOW)
        count_look_up(unit_id=office.unit.pk, now=NOW + timedelta(days=1))
        LOOK_UPS.write_down()
    assert looked_up(office) == 3


def test_what_cannot_be_written_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_asked: Any) -> Any:
        raise DatabaseError("gone")

    count_look_up(unit_id=office.unit.pk, now=NOW)
    with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
        patched.setattr(transaction, "atomic", gone)
        LOOK_UPS.write_down()
    assert "later: gone" in caplog.text
    LOOK_UPS.write_down()
    assert looked_up(office) == 1


def test_figures_of_today_and_yesterday_are_counted_again(office: Office) -> None:
    source = OnestopFigures()
    for days in (0, 1, 2):
        count_look_up(unit_id=office.unit.pk, now=NOW + timedelta(days=days))
    LOOK_UPS.write_down()
    first = source.touched({})
    assert first.days == {(office.unit.pk, TODAY + timedelta(days=days)) for days in (0, 1, 2)}
    again = source.touched(first.position)
    assert again.days == {(office.unit.pk, TODAY + timedelta(days=days)) for days in (1, 2)}
    assert again.position == first.position


def test_nothing_is_shown_behind_the_figure(office: Office) -> None:
    roles = roles_of(office.specialist, NOW)
    asked = partial(rows_address, roles=roles, unit_id=office.unit.pk, first=TODAY, last=TODAY)
    assert asked(measure="filed")
    assert asked(measure=LOOKED_UP) == ""
