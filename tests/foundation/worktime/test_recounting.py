"""What follows the calendar is told when it changes, and can be asked before; of the question nothing stays."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from unittest.mock import Mock

import pytest
from django.test import Client

from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.worktime import clock, recounting
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay, ClockRule, Shift
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.recounting import Recounting, register_recounting, would_move
from tests.factories.units import make_role, make_staff, make_unit, sign_in
from tests.factories.worktime import make_calendar, make_calendar_day

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
OFF = date(2019, 4, 17)
DAY = {"day": "17/04/2019", "makeup_day": "", "name": "Nghỉ", "document": "QĐ 1"}
HOURS = {"valid_from": "15/04/2019", "document": "Kế hoạch 12/KH-UBND", "office_1": "7:00-11:30"}
RULE = {"valid_from": "15/04/2019", "document": "KH 12", "same_day_until": "14:30", "minutes_a_day": "450"}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """A room whose due times move by as many as there are days off on the day."""
    make_calendar()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    begun = Mock()

    def off(units: Collection[int], _now: datetime) -> Counter[int]:
        return Counter(each for each in units if not calendar_for(each).is_working_day(OFF))

    monkeypatch.setattr(recounting, "_recountings", {})
    register_recounting(Recounting("test", off, begun))
    return begun


@pytest.fixture
def admin(client: Client) -> Staff:
    staff = make_staff(role=Role.ADMINISTRATOR, unit=make_unit(code="000.00.04.G18"))
    sign_in(client, staff)
    return staff


def test_the_question_sees_the_change_and_leaves_nothing(room: Mock, admin: Staff) -> None:
    unit = admin.home_unit_id
    assert would_move(lambda: make_calendar_day(OFF, unit_id=unit), units=[unit], now=NOW) == {unit: 1}
    assert calendar_for(unit).is_working_day(OFF)
    assert not CalendarDay.objects.filter(unit=unit).exists()


def test_a_day_off_is_tried_on_its_page_before_it_is_saved(room: Mock, admin: Staff, client: Client) -> None:
    tried = client.post("/can-bo/lich/ngay-nghi/", {**DAY, "xem-truoc": "1"})
    assert (tried.status_code, "Hạn của 1 hồ sơ" in tried.content.decode()) == (200, True)
    assert not CalendarDay.objects.filter(unit=admin.home_unit_id).exists()
    assert client.post("/can-bo/lich/ngay-nghi/", DAY).status_code == 302
    assert room.call_args.kwargs == {"units": [admin.home_unit_id], "by": admin, "now": NOW}


def test_a_decision_for_units_below_is_tried_unit_by_unit(room: Mock, client: Client) -> None:
    above = make_unit()
    below, over_all = make_unit(parent=above), make_staff(unit=above)
    make_role(staff=over_all, role=Role.ADMINISTRATOR, unit=above, with_children=True)
    sign_in(client, over_all)
    tried = client.post("/can-bo/lich/ngay-nghi/", {**DAY, "with_children": "on", "xem-truoc": "1"}).content.decode()
    assert "Hạn của 2 hồ sơ" in tried
    assert all(f"<li>{name}: 1</li>" in tried for name in unit_names([above.pk, below.pk], OFF).values())


@pytest.mark.parametrize(
    ("address", "given"), [("/can-bo/lich/gio-lam-viec/", HOURS), ("/can-bo/lich/cach-tinh-han/", RULE)]
)
def test_hours_and_rules_are_tried_too(
    room: Mock, admin: Staff, client: Client, address: str, given: dict[str, str]
) -> None:
    def decided() -> int:
        own = {"unit": admin.home_unit_id}
        return Shift.objects.filter(**own).count() + ClockRule.objects.filter(**own).count()

    seen = client.get(address).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    tried = client.post(address, {**given, "seen": seen, "xem-truoc": "1"})
    assert (tried.status_code, "Không hồ sơ đang giải quyết nào đổi hạn" in tried.content.decode()) == (200, True)
    assert decided() == 0
    assert client.post(address, {**given, "seen": seen}).status_code == 302
    assert decided() > 0
    assert room.call_args.kwargs["units"] == [admin.home_unit_id]


def test_what_cannot_be_done_cannot_be_tried_either(room: Mock, admin: Staff, client: Client) -> None:
    answer = client.post("/can-bo/lich/ngay-nghi/", {**DAY, "day": "07/04/2019", "xem-truoc": "1"})
    assert answer.status_code == 422
