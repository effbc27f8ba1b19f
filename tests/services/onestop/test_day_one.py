"""What a new unit needs for its procedures and has not yet: in the preview, and on its page with links."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.foundation.payments.models import BankAccount, ReceiptBook
from motcua.foundation.units.day_one import Newcomer, reminders
from motcua.foundation.units.models import Role, RoleAssignment, Unit
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.models import CalendarYear
from motcua.foundation.worktime.queries import forget_calendars
from motcua.services.onestop.models import ProcedureOffer
from tests.factories.onestop import NOW, Office, make_office
from tests.factories.units import make_staff, make_unit, sign_in
from tests.factories.worktime import make_calendar_day

pytestmark = pytest.mark.django_db
FEE = {
    "items": [
        {
            "key": "fee",
            "label": {"vi": "Lệ phí"},
            "amount": 10000,
            "unit": {"vi": "hồ sơ"},
            "source": {"document": "Nghị quyết"},
            "verified": False,
        }
    ]
}
BOOK, ACCOUNT, SEAL = "quyển biên lai", "tài khoản ngân hàng", "chứng thư số"


@pytest.fixture
def paid(settings: Settings) -> Office:
    """An office with a procedure that costs a fee, and a seal."""
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = "/seal.p12", False
    return make_office(fee=FEE)


def said(unit: Unit | None, *before: Unit) -> str:
    """Everything that the unit is reminded of."""
    newcomer = Newcomer(unit.pk if unit else None, frozenset(each.pk for each in before), NOW)
    return "\n".join(str(each.text) for each in reminders(newcomer))


def arrange(unit: Unit) -> None:
    """Open what money needs."""
    ReceiptBook.objects.create(unit=unit, symbol="BL", last_number=50, opened_at=NOW)
    BankAccount.objects.create(
        unit=unit, bank_bin="970415", bank_name="VietinBank", number="1", holder="UBND", opened_at=NOW
    )


def test_a_unit_that_takes_fees_needs_a_receipt_book_and_an_account(paid: Office) -> None:
    assert (BOOK in said(paid.unit), ACCOUNT in said(paid.unit)) == (True, True)
    arrange(paid.unit)
    assert said(paid.unit) == ""


def test_where_nothing_is_paid_no_book_is_asked_for(office: Office, settings: Settings) -> None:
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = "/seal.p12", False
    assert said(office.unit) == ""


def test_a_unit_without_procedures_needs_nothing(office: Office) -> None:
    assert said(make_unit()) == ""
    ProcedureOffer.objects.update(closed_at=NOW, closed_reason="Thôi nhận.")
    assert said(office.unit) == ""


def test_a_seal_for_trials_is_none(paid: Office, settings: Settings) -> None:
    arrange(paid.unit)
    settings.SEAL_IS_TRIAL = True
    assert SEAL in said(paid.unit)


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER])
def test_each_role_of_a_step_needs_somebody(paid: Office, role: Role) -> None:
    arrange(paid.unit)
    RoleAssignment.objects.filter(unit=paid.unit, role=role).update(ended_at=NOW)
    assert said(paid.unit) == f"Chưa có người giữ vai trò “{role.label}”, cần cho 1 thủ tục."


def test_a_year_without_a_calendar_is_said(paid: Office) -> None:
    arrange(paid.unit)
    CalendarYear.objects.filter(year=2019).update(status=CalendarYear.Status.PROVISIONAL)
    forget_calendars()
    assert said(paid.unit) == "Lịch làm việc năm 2019 mới là dự kiến."


def test_a_planned_unit_has_the_people_and_procedures_of_those_before_it_and_not_their_books(paid: Office) -> None:
    arrange(paid.unit)
    found = said(None, paid.unit)
    assert (BOOK in found, ACCOUNT in found, "vai trò" in found) == (True, True, False)
    make_calendar_day(NOW.date(), unit_id=paid.unit.pk)
    assert "không chuyển sang" in said(None, paid.unit)


def test_the_page_of_the_unit_leads_to_where_it_is_set_for_who_may_set_it(
    paid: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    address = f"/can-bo/don-vi/{paid.unit.pk}/"
    keeper = sign_in(Client(), make_staff(role=Role.ADMINISTRATOR, unit=paid.unit))
    page = unescape(keeper.get(address).content.decode())
    assert f'<a href="/can-bo/thu-phi/thiet-lap/">Chưa có {BOOK}' in page
    leader = unescape(sign_in(Client(), paid.leader).get(address).content.decode())
    assert (f"Chưa có {BOOK}" in leader, "/can-bo/thu-phi/thiet-lap/" in leader) == (True, False)
    assert BOOK not in unescape(sign_in(Client(), paid.receptionist).get(address).content.decode())
    arrange(paid.unit)
    assert "Còn thiếu để làm việc" not in unescape(keeper.get(address).content.decode())
