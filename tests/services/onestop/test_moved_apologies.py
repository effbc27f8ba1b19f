"""When a letter is drafted for a dossier that moved: each day counts by the calendar of the unit that had it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.foundation.units.models import Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.draft_apologies import draft_apologies
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import SYSTEM, Office, make_dossier
from tests.factories.units import make_unit
from tests.factories.worktime import make_calendar_day

pytestmark = pytest.mark.django_db
MOVED = datetime(2019, 4, 12, 10, tzinfo=ZONE)
# accepted on Monday the 8th, due on Tuesday the 23rd; a little more than two working days before, it is the length of
# the whole time that says whether a fifth of it is left
BEFORE_DUE = datetime(2019, 4, 19, 16, tzinfo=ZONE)
BEFORE_THE_MOVE = (date(2019, 4, 9), date(2019, 4, 10), date(2019, 4, 11))
OLD, NEW = "old", "new"


@pytest.mark.parametrize(
    ("whose", "drafted"),
    [
        ("", 1),
        (NEW, 1),  # the successor was shut while the other unit worked: ten days all the same
        (OLD, 0),  # the unit that had it was shut: seven days, of which less than a fifth is left
    ],
)
def test_days_before_the_move_count_by_the_calendar_of_the_unit_that_had_it(
    office: Office, whose: str, drafted: int
) -> None:
    heir = make_unit()
    dossier = make_dossier(office, State.IN_PROCESS)
    move(office, heir)
    for day in BEFORE_THE_MOVE if whose else ():
        make_calendar_day(day, unit_id=heir.pk if whose == NEW else office.unit.pk)
    assert draft_apologies(now=BEFORE_DUE) == drafted
    assert dossier.events.filter(kind=Action.DRAFT_APOLOGY).exists() == bool(drafted)


def test_days_to_come_count_by_the_calendar_of_the_successor(office: Office) -> None:
    heir = make_unit()
    make_dossier(office, State.IN_PROCESS)
    move(office, heir)
    soon = datetime(2019, 4, 18, 18, tzinfo=ZONE)  # three working days before, two when the next is one off
    make_calendar_day(date(2019, 4, 19), unit_id=office.unit.pk)
    assert draft_apologies(now=soon) == 0
    make_calendar_day(date(2019, 4, 19), unit_id=heir.pk)  # one day less to sign in
    assert draft_apologies(now=soon) == 1


def test_one_that_moved_twice_counts_by_three_calendars(office: Office) -> None:
    heir, last = make_unit(), make_unit()
    dossier = make_dossier(office, State.IN_PROCESS)
    move(office, heir)
    move_to_successor(unit_id=heir.pk, successor_id=last.pk, by=SYSTEM, now=datetime(2019, 4, 17, 9, tzinfo=ZONE))
    for unit, day in ((heir, 9), (last, 9), (office.unit, 16), (last, 16)):
        make_calendar_day(date(2019, 4, day), unit_id=unit.pk)
    assert draft_apologies(now=BEFORE_DUE) == 1
    Dossier.objects.filter(pk=dossier.pk).update(apology_drafted_at=None)
    for unit, day in ((office.unit, 9), (office.unit, 10), (heir, 16)):
        make_calendar_day(date(2019, 4, day), unit_id=unit.pk)
    assert draft_apologies(now=BEFORE_DUE) == 0


def move(office: Office, heir: Unit) -> None:
    move_to_successor(unit_id=office.unit.pk, successor_id=heir.pk, by=SYSTEM, now=MOVED)
