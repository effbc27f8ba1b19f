"""The calendar as the public and the staff see it, and a day off that an administrator enters."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.actions.add_local_day import LocalDayRefused, add_local_day
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay, CalendarYear
from motcua.foundation.worktime.queries import calendar_for, due_time
from motcua.foundation.worktime.rules import Limit, ShiftKind, TimeUnit
from tests.factories.units import make_staff, make_unit, sign_in
from tests.factories.worktime import make_calendar, make_shift

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _calendar() -> None:
    make_calendar()


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_public_sees_opening_hours_and_days_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    page = _page(client, "/lich-lam-viec/")
    assert "07:30–11:30, 13:00–17:00" in page
    assert "thứ Bảy, 04/05/2019" in page
    assert "Làm bù cho ngày 29/04/2019" in page


def test_a_projected_year_says_so_to_the_public(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 8, 0, tzinfo=ZONE))
    assert "Lịch năm này là dự kiến" in _page(client, "/lich-lam-viec/")


def test_the_public_sees_the_evening_reception_of_an_office(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    unit = make_unit(code="000.00.04.G18")
    make_shift(unit_id=unit.pk, weekday=4, opens=time(17), closes=time(18), kind=ShiftKind.AFTER_HOURS)
    assert "17:00–18:00" in _page(client, "/lich-lam-viec/?don-vi=000.00.04.G18")
    assert "17:00–18:00" not in _page(client, "/lich-lam-viec/")
    assert client.get("/lich-lam-viec/?don-vi=khong-co").status_code == 404


def test_staff_see_documents_and_what_is_unverified(client: Client) -> None:
    sign_in(client, make_staff(role=Role.SPECIALIST))
    page = _page(client, "/can-bo/lich/?nam=2026")
    assert "Nghị quyết 28/2026/QH16" in page
    assert "chưa kiểm chứng" in page
    assert "Thêm ngày nghỉ của đơn vị" not in page


def test_staff_pages_are_closed_to_strangers(client: Client) -> None:
    stranger = make_unit()
    assert client.get("/can-bo/lich/").status_code == 302
    sign_in(client, make_staff(role=Role.SPECIALIST))
    assert client.get(f"/can-bo/lich/?don-vi={stranger.pk}").status_code == 404
    assert client.get("/can-bo/lich/?don-vi=x").status_code == 404
    assert client.get("/can-bo/lich/?nam=1900").status_code == 404
    assert client.get("/can-bo/lich/ngay-nghi/").status_code == 404


def test_a_year_without_calendar_is_explained(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, make_staff(role=Role.SPECIALIST))
    monkeypatch.setattr(clock, "now", lambda: datetime(2018, 1, 5, 8, 0, tzinfo=ZONE))
    CalendarDay.objects.filter(date__year=2018).delete()
    CalendarYear.objects.filter(year=2018).delete()
    assert "Chưa có lịch làm việc năm 2018" in _page(client, "/can-bo/lich/")


def test_an_administrator_swaps_a_day_and_limits_follow(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    admin = make_staff(role=Role.ADMINISTRATOR)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    sign_in(client, admin)
    typed = {"day": "10/04/2019", "makeup_day": "13/4/2019", "name": "Đại hội", "document": "12/TB-UBND"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/can-bo/lich/ngay-nghi/", typed, follow=True)
    page = answer.content.decode()
    assert "Đại hội" in page
    assert "riêng đơn vị" in page
    calendar = calendar_for(admin.home_unit_id)
    assert calendar.make_ups[date(2019, 4, 13)] == date(2019, 4, 10)
    assert AuditEntry.objects.get(action="worktime.add_local_day").target_id == "2019-04-10"


def test_what_is_wrong_is_said_and_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    sign_in(client, make_staff(role=Role.ADMINISTRATOR))
    typed = {"day": "2019-04-15", "name": "Đại hội", "document": "12/TB-UBND"}
    answer = client.post("/can-bo/lich/ngay-nghi/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ngày 15/04/2019 vốn không phải ngày làm việc." in page
    assert "12/TB-UBND" in page


def test_a_closure_reaches_the_units_below_when_asked(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    district = make_unit()
    ward = make_unit(parent=district)
    admin = make_staff(role=Role.ADMINISTRATOR, unit=district, with_children=True)
    roles = roles_of(admin, NOW)
    with django_capture_on_commit_callbacks(execute=True):
        add_local_day(
            unit_id=district.pk,
            day=date(2019, 4, 10),
            name="Mất điện",
            document="13/TB-UBND",
            by=admin,
            roles=roles,
            now=NOW,
            with_children=True,
        )
    start = datetime(2019, 4, 9, 9, 0, tzinfo=ZONE)
    one_day = Limit(1, TimeUnit.WORKING_DAY)
    assert CalendarDay.objects.filter(kind="closure").count() == 2
    due = due_time(unit_id=ward.pk, start=start, limit=one_day)
    assert due.date() == date(2019, 4, 11)


@pytest.mark.parametrize(
    ("day", "makeup_day", "code"),
    [
        (date(2019, 4, 8), None, "past"),
        (date(2019, 4, 13), None, "not_working"),
        (date(2019, 4, 10), date(2019, 4, 11), "makeup_working"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(day: date, makeup_day: date | None, code: str) -> None:
    admin = make_staff(role=Role.ADMINISTRATOR)
    with pytest.raises(LocalDayRefused) as refusal:
        add_local_day(
            unit_id=admin.home_unit_id,
            day=day,
            makeup_day=makeup_day,
            name="Thử",
            document="14/TB",
            by=admin,
            roles=roles_of(admin, NOW),
            now=NOW,
        )
    assert refusal.value.code == code


def test_only_an_administrator_of_the_unit_changes_its_calendar() -> None:
    admin = make_staff(role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        add_local_day(
            unit_id=make_unit().pk,
            day=NOW.date() + timedelta(days=2),
            name="Thử",
            document="15/TB",
            by=admin,
            roles=roles_of(admin, NOW),
            now=NOW,
        )
