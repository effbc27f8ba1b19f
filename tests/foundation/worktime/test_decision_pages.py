"""The pages on which an administrator sets hours and clock of a unit, and what the public reads of it."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import ClockRule, Shift
from motcua.foundation.worktime.queries import calendar_for, forget_calendars
from tests.factories.units import make_staff, make_unit, sign_in
from tests.factories.worktime import make_calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
HOURS, RULE = "/can-bo/lich/gio-lam-viec/", "/can-bo/lich/cach-tinh-han/"
DECISION = {"valid_from": "15/04/2019", "document": "Kế hoạch 12/KH-UBND"}
MONDAY = {"office_1": "7:00-11:30; 12h30 – 18h00", "after_hours_1": "18:00-19:30"}
CLOCK = {"makeup_may_be_due": "on", "saturday_counts": "on", "same_day_until": "14:30", "minutes_a_day": "450"}


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    make_calendar()
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def admin(client: Client) -> Staff:
    """An administrator who is signed in."""
    staff = make_staff(role=Role.ADMINISTRATOR, unit=make_unit(code="000.00.04.G18"))
    sign_in(client, staff)
    return staff


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def seen_in(html: str) -> str:
    """Return what the form carries to notice a colleague's change."""
    return html.partition('name="seen" value="')[2].partition('"')[0]


def send(client: Client, address: str, **given: Any) -> tuple[int, str]:
    """Open the page, fill it in, send it; return status and page."""
    typed = {"seen": seen_in(page(client, address)), **DECISION, **given}
    answer = client.post(address, typed)
    forget_calendars()  # what the commit does
    return answer.status_code, answer.content.decode()


def test_hours_set_on_the_page_are_announced_and_then_in_force(
    client: Client, admin: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(client, HOURS, **MONDAY)[0] == 302
    public = page(client, "/lich-lam-viec/?don-vi=000.00.04.G18")
    assert "Từ ngày 15/04/2019" in public
    assert "07:00–11:30, 12:30–18:00" in public
    assert "18:00–19:30" in public
    staff = page(client, "/can-bo/lich/")
    assert 'value="07:00-11:30, 12:30-18:00"' in page(client, HOURS)
    assert all(word in staff for word in ("Kế hoạch 12/KH-UBND", "từ 15/04/2019", "từ 01/01/2018"))
    monkeypatch.setattr(clock, "now", lambda: datetime(2019, 4, 15, 8, 0, tzinfo=ZONE))
    assert "Từ ngày 15/04/2019" not in page(client, "/lich-lam-viec/?don-vi=000.00.04.G18")
    assert 'value="07:00-11:30, 12:30-18:00"' in page(client, HOURS)
    assert Shift.objects.filter(unit=admin.home_unit_id).count() == 3


def test_a_clock_rule_set_on_the_page_is_followed(client: Client, admin: Staff) -> None:
    assert send(client, RULE, **CLOCK)[0] == 302
    switches = calendar_for(admin.home_unit_id).switches_on(date(2019, 4, 15))
    assert (switches.saturday_counts, f"{switches.same_day_until:%H:%M}", switches.minutes_a_day) == (
        True,
        "14:30",
        450,
    )
    assert not calendar_for(admin.home_unit_id).switches_on(date(2019, 4, 14)).saturday_counts
    assert "Một ngày làm việc: 450 phút" in page(client, "/can-bo/lich/")
    assert send(client, RULE, **CLOCK, is_common="on", valid_from="01/07/2019")[0] == 302
    assert ClockRule.objects.get(unit=admin.home_unit_id).valid.upper == date(2019, 7, 1)


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(
    ("address", "given", "field", "words"),
    [
        (HOURS, {"office_2": "bảy giờ"}, "office_2", "Không đọc được “bảy giờ”"),
        (HOURS, {"office_2": "07:30-25:00"}, "office_2", "Không đọc được"),
        (HOURS, {**MONDAY, "valid_from": "08/04/2019"}, "valid_from", "từ ngày mai trở đi"),
        (HOURS, {**MONDAY, "document": ""}, "document", "Chưa nhập"),
        (RULE, {**CLOCK, "minutes_a_day": "10"}, "minutes_a_day", "60"),
        (RULE, {**CLOCK, "same_day_until": "ba giờ"}, "same_day_until", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    client: Client, address: str, given: dict[str, str], field: str, words: str
) -> None:
    status, html = send(client, address, **given)
    at_field = html.partition(f'id="id_{field}_error"')[2].partition("</ul>")[0]
    kept = given.get("document", DECISION["document"])
    assert (status, bool(at_field), words in at_field, kept in html) == (422, True, True, True)
    assert not Shift.objects.filter(unit__isnull=False).exists()


def test_hours_that_overlap_are_named(client: Client, admin: Staff) -> None:
    status, html = send(client, HOURS, office_3="07:30-11:30, 11:00-17:00")
    assert (status, "11:00–17:00: trùng với giờ khác trong cùng ngày." in html) == (422, True)


def test_the_second_administrator_sees_what_the_first_decided_and_may_send_again(client: Client, admin: Staff) -> None:
    stale = seen_in(page(client, HOURS))
    send(client, HOURS, **MONDAY)
    typed = {"seen": stale, **DECISION, "office_2": "08:00-12:00"}
    answer = client.post(HOURS, typed)
    html = answer.content.decode()
    assert (answer.status_code, "vừa được người khác thay đổi" in html, "07:00–11:30" in html) == (409, True, True)
    assert 'value="08:00-12:00"' in html
    assert Shift.objects.filter(unit=admin.home_unit_id).count() == 3
    assert seen_in(html) not in {"", stale}


def test_only_administrators_find_the_pages(client: Client) -> None:
    sign_in(client, make_staff(role=Role.LEADER))
    assert [client.get(address).status_code for address in (HOURS, RULE)] == [404, 404]
    assert "Đặt giờ làm việc" not in page(client, "/can-bo/lich/")
    sign_in(client, make_staff(role=Role.ADMINISTRATOR))
    assert client.get(f"{HOURS}?don-vi={make_unit().pk}").status_code == 404
