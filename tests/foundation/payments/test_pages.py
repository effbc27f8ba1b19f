"""The pages of money: what whoever has the link sees, what staff see, and the papers."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.fee_tables import load_fees, shipped
from motcua.foundation.payments.fees import Asked, compute
from motcua.foundation.payments.models import CashReceipt, Charge, DayClose, FeeVersion, ReceiptBook, StatementImport
from motcua.foundation.payments.paper import receipt_pdf
from motcua.foundation.payments.states import State
from motcua.foundation.payments.vietqr import fields_of
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, Till, make_charge, pay_cash
from tests.factories.units import make_staff, sign_in
from tests.foundation.documents.paper import text_of
from tests.foundation.payments.gateway_steps import open_at
from tests.foundation.payments.statement_files import csv_of
from tests.vnpay_stand_in import StandIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def pay(charge: Charge) -> str:
    return reverse("payments:pay", args=[charge.link])


def codes_on(content: bytes) -> list[str]:
    page = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(page)]


def test_whoever_has_the_link_sees_what_is_owed_by_which_law_and_how_to_pay(till: Till, client: Client) -> None:
    charge = make_charge(till)
    shown = text(client, pay(charge))
    for words in (charge.code, charge.target_code, "50.000 đồng", "Thông tư 226/2016/TT-BTC", "113366668888", "<svg"):
        assert words in shown
    assert "VNPAY" not in shown


def test_the_button_of_the_gateway_leads_there(till: Till, gateway: StandIn, client: Client) -> None:
    charge = make_charge(till)
    assert "Nộp 50.000 đồng qua VNPAY" in text(client, pay(charge))
    answer = client.post(reverse("payments:start", args=[charge.link]))
    assert answer.headers["Location"].startswith(gateway.address)


def test_an_expired_used_or_cancelled_link_says_so(till: Till, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    used, gone, old = (make_charge(till) for _number in range(3))
    pay_cash(till, used)
    cancel_charge(code=gone.code, reason="Lập nhầm.", by=till.cashier, now=NOW)
    assert "Không cần nộp nữa" in text(client, pay(used))
    assert "Không nộp theo liên kết này nữa" in text(client, pay(gone))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=31))
    shown = text(client, pay(old), status=410)
    assert "Liên kết này đã hết hạn" in shown
    assert "<svg" not in shown
    assert client.post(reverse("payments:start", args=[old.link])).status_code == 410


@pytest.mark.parametrize("link", ["0" * 32, "x", "MC00000000A"])
def test_a_link_that_leads_nowhere_is_not_found(till: Till, client: Client, link: str) -> None:
    told = text(client, reverse("payments:pay", args=[link]), status=404)
    assert "<svg" not in told


def test_the_code_on_paper_is_read_by_a_scanner(till: Till, client: Client) -> None:
    charge = make_charge(till)
    public = client.get(reverse("payments:notice", args=[charge.link])).content
    staff = sign_in(Client(), till.cashier)
    slip = staff.get(reverse("payments_staff:notice", args=[charge.code, "80"])).content
    for paper in (public, slip):
        (code,) = codes_on(paper)
        fields = fields_of(code)
        assert (fields["54"], fields["62"][4:]) == ("50000", f"{charge.code} nop phi")


def test_nobody_is_handed_a_notice_to_pay_what_is_paid_or_cancelled(till: Till) -> None:
    client, charge, gone = sign_in(Client(), till.cashier), make_charge(till), make_charge(till)
    page = reverse("payments_staff:charge", args=[charge.code])
    paper = reverse("payments_staff:notice", args=[charge.code, "a4"])
    pay_cash(till, charge, 20_000)
    assert "In giấy báo A4" in text(client, page)
    pay_cash(till, charge)
    cancel_charge(code=gone.code, reason="Lập nhầm.", by=till.cashier, now=NOW)
    assert "In giấy báo" not in text(client, page)
    assert "In giấy báo" not in text(client, reverse("payments_staff:charge", args=[gone.code]))
    assert client.get(paper).headers["Location"] == page


def test_the_cashier_reads_that_the_payer_went_to_the_gateway(till: Till, gateway: StandIn) -> None:
    client, charge = sign_in(Client(), till.cashier), make_charge(till)
    path = reverse("payments_staff:cash", args=[charge.code])
    assert "VNPAY chưa có trả lời" not in text(client, path)
    reference = open_at(gateway, charge)
    assert "VNPAY chưa có trả lời" in text(client, path)
    hear_gateway(parameters=gateway.pay(reference, code="24"), address="127.0.0.1", now=NOW)
    assert "VNPAY chưa có trả lời" not in text(client, path)


def test_an_amount_typed_with_dots_is_taken_whole(till: Till) -> None:
    client, charge = sign_in(Client(), till.cashier), make_charge(till)
    path = reverse("payments_staff:cash", args=[charge.code])
    refused = client.post(path, {"amount": "50.00", "nonce": "abc"})
    assert "Số tiền ghi bằng chữ số, không có phần lẻ" in refused.content.decode()
    client.post(path, {"amount": "50.000", "nonce": "abc"})
    assert CashReceipt.objects.get().payment.amount == 50_000


@pytest.mark.parametrize("size", ["a4", "80"])
def test_papers_of_money_are_in_vietnamese_whoever_prints_them(till: Till, size: str) -> None:
    client, charge = sign_in(Client(), till.cashier), make_charge(till)
    pay_cash(till, charge, 20_000)
    paths = [
        reverse("payments_staff:receipt", args=[CashReceipt.objects.get().pk, size]),
        reverse("payments_staff:notice", args=[charge.code, size]),
        reverse("payments_staff:day_file", args=[till.unit.pk, NOW.date().isoformat(), "pdf"]),
    ]
    here = [client.get(path).content for path in paths]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert [client.get(path).content for path in paths] == here


def test_the_counter_takes_cash_and_prints_the_receipt(till: Till) -> None:
    client, charge = sign_in(Client(), till.cashier), make_charge(till)
    page = text(client, reverse("payments_staff:cash", args=[charge.code]))
    assert 'value="50000"' in page
    sent = {"amount": "50000", "nonce": "abc"}
    answer = client.post(reverse("payments_staff:cash", args=[charge.code]), sent, follow=True)
    assert "Đã thu 50.000 đồng, biên lai AA-19P 0000001." in answer.content.decode()
    receipt = CashReceipt.objects.get()
    for size in ("a4", "80"):
        path = reverse("payments_staff:receipt", args=[receipt.pk, size])
        first, again = (client.get(path).content for _number in range(2))
        assert first.startswith(b"%PDF")
        assert first == again
    words = pypdfium2.PdfDocument(BytesIO(first))[0].get_textpage().get_text_range()
    assert "Năm mươi nghìn đồng" in words


def test_the_list_leads_only_those_to_the_books_who_may_read_them(till: Till) -> None:
    days = reverse("payments_staff:days")
    assert days in text(sign_in(Client(), till.cashier), reverse("payments_staff:charges"))
    specialist = make_staff(role=Role.SPECIALIST, unit=till.unit)
    assert days not in text(sign_in(Client(), specialist), reverse("payments_staff:charges"))


def test_days_on_which_money_moved_stand_out_among_those_without_any(till: Till) -> None:
    days = reverse("payments_staff:days")
    client = sign_in(Client(), till.leader)
    assert text(client, days).count("Không phát sinh") == 31
    pay_cash(till, make_charge(till))
    page = text(client, days)
    assert (page.count("Không phát sinh"), page.count("Chưa khóa")) == (30, 1)


def test_without_a_receipt_book_the_counter_is_told_before_it_takes_the_money(till: Till) -> None:
    client, charge = sign_in(Client(), till.cashier), make_charge(till)
    pages = [reverse(f"payments_staff:{name}", args=[charge.code]) for name in ("charge", "cash")]
    assert all("Đừng nhận tiền" not in text(client, page) for page in pages)
    ReceiptBook.objects.update(closed_at=NOW)
    assert all("hãy nhờ quản trị mở quyển mới" in text(client, page) for page in pages)
    assert "ghi biên lai" not in text(client, pages[1])
    assert pages[1] not in text(client, pages[0])


def test_a_wrong_amount_is_said_and_nothing_is_taken(till: Till) -> None:
    client, charge = sign_in(Client(), till.cashier), make_charge(till)
    answer = client.post(reverse("payments_staff:cash", args=[charge.code]), {"amount": "60000", "nonce": "abc"})
    assert answer.status_code == 422
    assert "Chưa thu gì" in answer.content.decode()


def test_a_leader_gives_back_on_the_page(till: Till) -> None:
    charge = make_charge(till)
    payment = pay_cash(till, charge).payment
    client = sign_in(Client(), till.leader)
    path = reverse("payments_staff:refund", args=[payment.pk])
    assert path in text(client, reverse("payments_staff:charge", args=[charge.code]))
    client.post(path, {"amount": "50000", "reason": "Nộp nhầm.", "nonce": "n"})
    charge.refresh_from_db()
    assert charge.state == State.REFUNDED


def test_a_statement_is_looked_at_and_taken_over(till: Till) -> None:
    client, charge = sign_in(Client(), till.leader), make_charge(till)
    content = csv_of([("08/04/2019", 50_000, charge.code, "FT1")])
    file = BytesIO(content)
    file.name = "sao-ke.csv"
    answer = client.post(reverse("payments_staff:statements"), {"unit": till.unit.pk, "file": file})
    assert "Khớp" in text(client, answer.headers["Location"])
    assert not StatementImport.objects.exists()
    client.post(answer.headers["Location"])
    charge.refresh_from_db()
    assert charge.state == State.PAID


def test_a_bad_row_is_named_on_the_page(till: Till) -> None:
    client = sign_in(Client(), till.leader)
    file = BytesIO(csv_of([("hôm nay", 50_000, "x", "FT1")]))
    file.name = "sao-ke.csv"
    answer = client.post(reverse("payments_staff:statements"), {"unit": till.unit.pk, "file": file})
    assert answer.status_code == 422
    assert "Dòng 2, cột A" in answer.content.decode()


def test_a_day_is_closed_on_the_page(till: Till) -> None:
    pay_cash(till, make_charge(till))
    client = sign_in(Client(), till.leader)
    path = reverse("payments_staff:day", args=[till.unit.pk, "2019-04-08"])
    assert client.post(path, {"counted": "49000"}).status_code == 422
    answer = client.post(path, {"counted": "49000", "cash_words": "Trả nhầm."}, follow=True)
    assert "Đã khóa lúc" in answer.content.decode()
    assert DayClose.objects.get().difference == -1_000
    for kind in ("pdf", "xlsx"):
        assert (
            client.get(reverse("payments_staff:day_file", args=[till.unit.pk, "2019-04-08", kind])).status_code == 200
        )


def test_an_administrator_arranges_book_account_and_own_fee(till: Till) -> None:
    load_fees(NOW)
    client = sign_in(Client(), till.administrator)
    path = reverse("payments_staff:setup")
    book = {
        "what": "book",
        "book-unit": till.unit.pk,
        "book-symbol": "BB",
        "book-first_number": 1,
        "book-last_number": 9,
    }
    assert client.post(path, book).status_code == 302
    assert ReceiptBook.objects.get(closed_at=None).symbol == "BB"
    account = {"what": "account", "account-unit": till.unit.pk, "account-bank_bin": "97"}
    assert client.post(path, account).status_code == 422
    fee = {
        "unit": till.unit.pk,
        "code": "civil_status.change",
        "amount": 0,
        "document": "Nghị quyết 2/NQ-HĐND",
        "valid_from": "2019-04-08",
    }
    assert client.post(reverse("payments_staff:own_fee"), fee).status_code == 302
    assert FeeVersion.objects.get(unit=till.unit).content.amount == 0
    assert "Nghị quyết 2/NQ-HĐND" in text(client, reverse("payments_staff:fees"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    till: Till, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(Client(), till.cashier)
    for _number in range(count):
        pay_cash(till, make_charge(till))
    client.get(reverse("payments_staff:charges"))
    with django_assert_num_queries(6):
        client.get(reverse("payments_staff:charges"))


def test_a_charge_is_found_by_its_code_and_by_its_dossier(till: Till) -> None:
    client, wanted, other = sign_in(Client(), till.cashier), make_charge(till), make_charge(till)
    for word in (wanted.code.lower(), wanted.target_code):
        shown = text(client, f"{reverse('payments_staff:charges')}?q={word}")
        assert wanted.code in shown
        assert other.code not in shown


def test_what_is_owed_is_read_in_english_and_printed_in_vietnamese(till: Till, client: Client) -> None:
    rules = {rule.code: rule for rule in shipped()}
    lines = compute(rules, [Asked("certification.copy", 1, 10), Asked("civil_status.change", 1, 0, "poor")])
    charge = make_charge(till, lines=lines)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = text(client, pay(charge))
    for words in (
        "Certification of copies from the original (10 pages)",
        "Circular 226/2016/TT-BTC",
        "Poor household (Luật Hộ tịch 60/2014/QH13, Article 11)",
    ):
        assert words in shown
    assert "Phí chứng thực bản sao" not in shown
    receipt = pay_cash(till, charge)
    with translation.override("en"):
        paper = " ".join(text_of(receipt_pdf(receipt, is_slip=False)).split())
    assert "Phí chứng thực bản sao từ bản chính (10 trang)" in paper
    assert "Certification" not in paper
