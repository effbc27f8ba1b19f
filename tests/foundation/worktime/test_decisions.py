"""An administrator sets hours and clock of a unit from a day on; what was in force before never changes."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import ChangedMeanwhile, NotAllowed
from motcua.foundation.worktime.actions.set_clock_rule import set_clock_rule
from motcua.foundation.worktime.actions.set_opening_hours import Opening, set_opening_hours
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.dated import edition_of
from motcua.foundation.worktime.models import ClockRule, Shift
from motcua.foundation.worktime.queries import calendar_for, due_time, forget_calendars
from motcua.foundation.worktime.refusals import HoursRefused
from motcua.foundation.worktime.rules import Limit, ShiftKind, Switches, TimeUnit
from tests.factories.units import make_staff, make_unit
from tests.factories.worktime import make_calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 3, 11, 8, 0, tzinfo=ZONE)
START = date(2019, 3, 13)
FAR = date(2100, 3, 1)  # not in force yet on any day this test is run
EVENINGS = [Opening(weekday, time(17), time(18), ShiftKind.AFTER_HOURS) for weekday in (1, 2, 3, 4)]
LONG_MONDAY = [Opening(1, time(7), time(11, 30)), Opening(1, time(12, 30), time(18))]
ONE_DAY = Limit(1, TimeUnit.WORKING_DAY)


@pytest.fixture(autouse=True)
def _calendar() -> None:
    make_calendar()


@pytest.fixture
def admin() -> Staff:
    return make_staff(role=Role.ADMINISTRATOR)


def set_hours(admin: Staff, openings: list[Opening], valid_from: date = START, **changes: Any) -> list[Shift]:
    given: dict[str, Any] = {
        "unit_id": admin.home_unit_id,
        "openings": openings,
        "valid_from": valid_from,
        "document": "Kế hoạch 1/KH-UBND",
        "by": admin,
        "roles": roles_of(admin, NOW),
        "now": NOW,
    }
    rows = set_opening_hours(**(given | changes))
    forget_calendars()  # what the commit does
    return rows


def set_rule(admin: Staff, switches: Switches | None, valid_from: date = START, **changes: Any) -> list[ClockRule]:
    given: dict[str, Any] = {
        "unit_id": admin.home_unit_id,
        "switches": switches,
        "valid_from": valid_from,
        "document": "Quyết định 2/QĐ-UBND",
        "by": admin,
        "roles": roles_of(admin, NOW),
        "now": NOW,
    }
    rows = set_clock_rule(**(given | changes))
    forget_calendars()  # what the commit does
    return rows


def spans(admin: Staff) -> list[tuple[str, date, date | None]]:
    """Return the unit's own Monday openings: when they open, and in which span."""
    rows = Shift.objects.filter(unit=admin.home_unit_id, weekday=1).order_by("valid", "opens")
    return [(f"{row.opens:%H:%M}", row.valid.lower, row.valid.upper) for row in rows]


def test_the_district_receives_until_18_on_four_evenings(admin: Staff) -> None:
    assert len(set_hours(admin, EVENINGS)) == 4
    calendar = calendar_for(admin.home_unit_id)
    evenings = [calendar.is_receiving(datetime(2019, 3, day, 17, 30, tzinfo=ZONE)) for day in (12, 13, 14, 15, 18)]
    assert evenings == [False, True, True, False, True]
    assert AuditEntry.objects.get(action="worktime.set_opening_hours").target_id == str(admin.home_unit_id)


def test_the_legal_clock_follows_from_the_first_day_and_not_before(admin: Staff) -> None:
    set_hours(admin, LONG_MONDAY, date(2019, 3, 25))
    due = [
        due_time(unit_id=admin.home_unit_id, start=datetime(2019, 3, day, 9, 0, tzinfo=ZONE), limit=ONE_DAY)
        for day in (15, 22)
    ]
    assert [f"{moment:%d/%m %H:%M}" for moment in due] == ["18/03 17:00", "25/03 18:00"]
    assert due_time(unit_id=None, start=datetime(2019, 3, 22, 9, 0, tzinfo=ZONE), limit=ONE_DAY).hour == 17


def test_new_hours_end_the_old_ones_and_common_hours_can_come_back(admin: Staff) -> None:
    set_hours(admin, LONG_MONDAY)
    later, last = date(2019, 4, 1), date(2019, 5, 6)
    set_hours(admin, [Opening(1, time(8), time(12))], later)
    set_hours(admin, [], last)
    assert spans(admin) == [("07:00", START, later), ("12:30", START, later), ("08:00", later, last)]
    assert calendar_for(admin.home_unit_id).regular_hours(1, last) == calendar_for(None).regular_hours(1, last)


def test_hours_that_had_not_begun_give_way_and_the_journal_keeps_them(admin: Staff) -> None:
    set_hours(admin, LONG_MONDAY, FAR)
    set_hours(admin, [Opening(1, time(9), time(12))], date(2100, 2, 1))
    assert spans(admin) == [("09:00", date(2100, 2, 1), None)]
    told = AuditEntry.objects.filter(action="worktime.set_opening_hours").order_by("seq").last()
    assert told is not None
    assert len(told.detail["withdrawn"]) == 2
    set_hours(admin, LONG_MONDAY, FAR)
    assert spans(admin)[0] == ("09:00", date(2100, 2, 1), FAR)


def test_hours_reach_the_units_below_when_asked() -> None:
    district = make_unit()
    ward = make_unit(parent=district)
    admin = make_staff(role=Role.ADMINISTRATOR, unit=district, with_children=True)
    set_hours(admin, EVENINGS, with_children=True)
    set_rule(admin, Switches(saturday_counts=True), with_children=True)
    assert calendar_for(ward.pk).is_receiving(datetime(2019, 3, 14, 17, 30, tzinfo=ZONE))
    assert calendar_for(ward.pk).switches_on(START).saturday_counts


def test_a_unit_without_children_of_its_own_reach_is_refused() -> None:
    district = make_unit()
    make_unit(parent=district)
    admin = make_staff(role=Role.ADMINISTRATOR, unit=district)
    with pytest.raises(NotAllowed):
        set_hours(admin, EVENINGS, with_children=True)


def test_a_rule_of_the_clock_counts_from_its_first_day(admin: Staff) -> None:
    saturday = [Opening(6, time(7, 30), time(11, 30))]
    set_hours(admin, saturday)
    set_rule(admin, Switches(saturday_counts=True), date(2019, 4, 1))
    due = [
        due_time(unit_id=admin.home_unit_id, start=datetime(2019, month, day, 9, 0, tzinfo=ZONE), limit=ONE_DAY)
        for month, day in ((3, 22), (4, 5))
    ]
    assert [f"{moment:%d/%m %H:%M}" for moment in due] == ["25/03 17:00", "06/04 11:30"]
    set_rule(admin, None, date(2019, 5, 6))
    assert not calendar_for(admin.home_unit_id).switches_on(date(2019, 5, 11)).saturday_counts
    kept = ClockRule.objects.get(unit=admin.home_unit_id)
    assert (kept.valid.lower, kept.valid.upper) == (date(2019, 4, 1), date(2019, 5, 6))
    assert AuditEntry.objects.filter(action="worktime.set_clock_rule").count() == 2


@pytest.mark.parametrize(
    ("openings", "changes", "code"),
    [
        (EVENINGS, {"valid_from": NOW.date()}, "past"),
        (EVENINGS, {"document": " "}, "document"),
        ([Opening(1, time(18), time(17))], {}, "hours"),
        ([Opening(1, time(8), time(11)), Opening(1, time(10), time(12))], {}, "overlap"),
        ([Opening(1, time(16), time(18), ShiftKind.AFTER_HOURS)], {}, "overlap"),
        ([], {}, "nothing"),
    ],
    ids=["past", "no document", "backwards", "overlap", "overlap with the common hours", "nothing"],
)
def test_hours_that_make_no_sense_are_refused(
    admin: Staff, openings: list[Opening], changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(HoursRefused) as refusal:
        set_hours(admin, openings, **changes)
    assert (refusal.value.code, Shift.objects.filter(unit=admin.home_unit_id).exists()) == (code, False)


@pytest.mark.parametrize(
    ("switches", "changes", "code"),
    [
        (Switches(), {"valid_from": NOW.date()}, "past"),
        (Switches(), {"document": ""}, "document"),
        (Switches(minutes_a_day=59), {}, "minutes"),
        (None, {}, "nothing"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    admin: Staff, switches: Switches | None, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(HoursRefused) as refusal:
        set_rule(admin, switches, **changes)
    assert refusal.value.code == code


def test_only_an_administrator_of_the_unit_decides(admin: Staff) -> None:
    stranger = make_unit().pk
    with pytest.raises(NotAllowed):
        set_hours(admin, EVENINGS, unit_id=stranger)
    with pytest.raises(NotAllowed):
        set_rule(admin, Switches(), unit_id=stranger)


def test_only_the_platform_itself_decides_without_roles(admin: Staff) -> None:
    with pytest.raises(NotAllowed):
        set_hours(admin, EVENINGS, roles=None)
    set_hours(admin, EVENINGS, by=Actor.system("kit"), roles=None)
    assert AuditEntry.objects.get(action="worktime.set_opening_hours").actor_name == "kit"


def test_the_second_of_two_administrators_overwrites_nothing(admin: Staff) -> None:
    seen, seen_rule = edition_of(admin.home_unit_id, Shift), edition_of(admin.home_unit_id, ClockRule)
    set_hours(admin, EVENINGS, seen=seen)
    set_rule(admin, Switches(), seen=seen_rule)
    with pytest.raises(ChangedMeanwhile):
        set_hours(admin, LONG_MONDAY, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        set_rule(admin, None, seen=seen_rule)
    assert Shift.objects.filter(unit=admin.home_unit_id).count() == len(EVENINGS)


@pytest.mark.parametrize("rows", [Shift, ClockRule])
def test_the_database_keeps_history_as_it_was(admin: Staff, rows: type[Shift] | type[ClockRule]) -> None:
    set_hours(admin, EVENINGS[:1])
    set_rule(admin, Switches())
    own = rows.objects.filter(unit=admin.home_unit_id)
    own.update(valid=DateRange(START, date(2019, 4, 1)))
    changes: list[dict[str, Any]] = [
        {"document": "khác"},
        {"valid": DateRange(date(2019, 3, 1), date(2019, 4, 1))},
        {"valid": DateRange(START, date(2019, 5, 1))},
        {"valid": DateRange(START, None)},
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            own.update(**change)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        own.delete()
    row = own.get()
    row.pk, row.document, row.valid = None, "", DateRange(date(2019, 6, 1), None)
    with pytest.raises(DatabaseError, match="has_a_document"), transaction.atomic():
        row.save()
