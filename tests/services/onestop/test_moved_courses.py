"""A dossier that moved to a successor: each of its days counts by the calendar of the unit that had it then."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.models import Role, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.recount_due_times import recount_due_times
from motcua.services.onestop.clocks import Moments, counted_moments, course_of
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.recount import Alike, moved_among, running
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, SYSTEM, Office, ask_for_more, make_dossier, make_office
from tests.factories.units import make_role, make_unit
from tests.factories.worktime import make_calendar_day
from tests.services.onestop.test_recount import disturb, moves

pytestmark = pytest.mark.django_db
DAYS = 10  # of the limit
MOVED = datetime(2019, 4, 12, 10, tzinfo=ZONE)
LATER = datetime(2019, 4, 13, 1, 10, tzinfo=ZONE)
BEFORE, THE_DAY, AFTER = date(2019, 4, 10), MOVED.date(), date(2019, 4, 17)
OLD, NEW = "old", "new"


@pytest.fixture
def heir() -> Unit:
    return make_unit()


def move(office: Office, heir: Unit, *, now: datetime = MOVED) -> None:
    move_to_successor(unit_id=office.unit.pk, successor_id=heir.pk, by=SYSTEM, now=now)


def take_off(off: list[tuple[str, date]], office: Office, heir: Unit) -> None:
    for whose, day in off:
        make_calendar_day(day, unit_id=heir.pk if whose == NEW else office.unit.pk)


def expected_day(shift: int) -> date:
    """Return the last day of the limit by the common calendar, and so many working days later."""
    days = [NOW.date() + timedelta(days=number) for number in range(1, 40)]
    return [day for day in days if calendar_for(None).is_working_day(day)][DAYS - 1 + shift]


def counted(dossier: Dossier) -> Moments:
    """Return the moments as an act on the one dossier counts them."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    return counted_moments(dossier, course_of(dossier, until=LATER), now=LATER)


def recount() -> None:
    recount_due_times(units=None, by=SYSTEM, now=LATER)


CASES = [
    ([], 0),
    ([(OLD, BEFORE)], 1),
    ([(NEW, BEFORE)], 0),
    ([(OLD, BEFORE), (NEW, BEFORE)], 1),
    ([(OLD, AFTER)], 0),
    ([(NEW, AFTER)], 1),
    ([(OLD, AFTER), (NEW, AFTER)], 1),
    ([(OLD, THE_DAY)], 0),
    ([(NEW, THE_DAY)], 1),
    ([(OLD, BEFORE), (NEW, AFTER)], 2),
    ([(NEW, BEFORE), (OLD, AFTER)], 0),
]


@pytest.mark.parametrize(("off", "shift"), CASES)
def test_each_day_counts_by_the_calendar_of_the_unit_that_had_it(
    office: Office, heir: Unit, off: list[tuple[str, date]], shift: int
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    move(office, heir)
    take_off(off, office, heir)
    assert counted(dossier)["law_due_at"].date() == expected_day(shift)
    recount()
    dossier.refresh_from_db()
    assert dossier.law_due_at == dossier.next_due_at == counted(dossier)["law_due_at"]
    assert list(differing()) == []


@pytest.mark.parametrize("off", [[], [(OLD, BEFORE)], [(NEW, BEFORE)], [(OLD, BEFORE), (NEW, BEFORE)]])
def test_the_night_after_the_move_changes_nothing_that_was_told(
    office: Office, heir: Unit, off: list[tuple[str, date]]
) -> None:
    take_off(off, office, heir)  # known when the dossier was accepted
    dossier = make_dossier(office, State.IN_PROCESS, email="anh@vidu.vn")
    told = dossier.next_due_at
    move(office, heir)
    OutboxMessage.objects.all().delete()
    recount()
    dossier.refresh_from_db()
    assert (dossier.next_due_at, dossier.events.filter(kind=Action.RECOUNT).exists()) == (told, False)
    assert not OutboxMessage.objects.exists()


def test_a_successor_that_works_on_other_days_to_come_counts_at_once_and_tells(office: Office, heir: Unit) -> None:
    make_calendar_day(AFTER, unit_id=heir.pk)
    dossier = make_dossier(office, State.IN_PROCESS, email="anh@vidu.vn")
    ProcrastinateJob.objects.all().delete()
    move(office, heir)
    (job,) = ProcrastinateJob.objects.filter(task_name="onestop.recount_due_times")
    assert job.args["units"] == [heir.pk]
    OutboxMessage.objects.all().delete()
    recount_due_times(units=job.args["units"], by=SYSTEM, now=MOVED)
    dossier.refresh_from_db()
    assert dossier.next_due_at.date() == expected_day(1)
    assert OutboxMessage.objects.get().about_id == str(dossier.pk)


def test_one_that_moved_twice_counts_by_three_calendars(office: Office, heir: Unit) -> None:
    last = make_unit()
    dossier = make_dossier(office, State.IN_PROCESS)
    move(office, heir)
    move_to_successor(unit_id=heir.pk, successor_id=last.pk, by=SYSTEM, now=datetime(2019, 4, 16, 9, tzinfo=ZONE))
    for unit, days in ((office.unit, (BEFORE, AFTER)), (heir, (BEFORE, THE_DAY, AFTER)), (last, (THE_DAY, AFTER))):
        for day in days:
            make_calendar_day(day, unit_id=unit.pk)
    assert counted(dossier)["law_due_at"].date() == expected_day(3)


def test_what_is_paused_counts_so_when_the_pause_ends(office: Office, heir: Unit) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    ask_for_more(dossier, office, now=datetime(2019, 4, 11, 9, tzinfo=ZONE))
    take_off([(OLD, BEFORE), (NEW, AFTER)], office, heir)
    move(office, heir)
    make_role(staff=office.receptionist, unit=heir, role=Role.RECEPTIONIST)
    given: dict[str, Any] = {"dossier_id": dossier.pk, "papers": [HandedIn("request")]}
    receive_supplement(**given, by=office.receptionist, now=MOVED + timedelta(hours=1))
    dossier.refresh_from_db()
    assert dossier.law_due_at is not None
    assert dossier.law_due_at.date() == expected_day(3)  # two days off, and the day on which the clock was stopped


def test_many_that_moved_are_counted_as_each_alone(heir: Unit) -> None:
    chance = random.Random(1)
    offices = [make_office(), make_office()]
    for office in offices:
        for _number in range(3):
            moment = NOW + timedelta(minutes=chance.randrange(24 * 60))
            disturb(make_dossier(office, State.IN_PROCESS, now=moment), office, chance)
    move(offices[0], heir, now=datetime(2019, 4, 17, 9, tzinfo=ZONE))
    now = NOW + timedelta(days=9)
    days = [date(2019, 4, 9) + timedelta(days=number) for number in range(40)]
    for day in chance.sample([day for day in days if calendar_for(None).is_working_day(day)], 6):
        make_calendar_day(day, unit_id=chance.choice([heir.pk, heir.pk, offices[0].unit.pk, offices[1].unit.pk]))
    ids = [*running(None).values_list("pk", flat=True)]
    each = {pk: Dossier.objects.get(pk=pk) for pk in ids}
    alone = {pk: counted_moments(one, course_of(one, until=now), now=now) for pk, one in each.items()}
    expected = {pk: moments for pk, moments in alone.items() if moves(each[pk], moments)}
    assert expected
    assert {found.id: found.moments for found in moved_among(ids, alike=Alike(), now=now)} == expected
