"""The export of a person holds everything that the one-stop has of them: every table is looked through."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import unquote

import pytest

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel, OutboxMessage
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.refund_payment import refund_payment
from motcua.foundation.payments.actions.settle_line import settle_line
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import GatewayMessage, GatewayOrder, StatementLine
from motcua.foundation.people.identity import blind_index, seal
from motcua.foundation.people.models import FormerIdentity, Person
from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.export import export_of
from motcua.foundation.privacy.models import IdentityProof, RequestKind
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.models import ConsentWay, Dossier
from motcua.services.onestop.states import State
from tests.factories.delivery import at_the_door, make_carriers, make_parcel, make_trip, owe
from tests.factories.helping import make_helped, make_helpers, signed_paper
from tests.factories.onestop import NOW, Office, make_dossier, make_hold
from tests.factories.payments import Till, pay_cash
from tests.factories.people import make_person
from tests.foundation.payments.statement_files import csv_of


def told(person: Person) -> tuple[dict[str, Any], str, list[str]]:
    """Return the records by chapter, the page for people, and the names of the files."""
    export = export_of(person, now=NOW)
    with export.archive, zipfile.ZipFile(io.BytesIO(export.archive.read())) as archive:
        records = json.loads(archive.read("du-lieu-ca-nhan/du-lieu.json"))["records"]
        return records, archive.read("du-lieu-ca-nhan/du-lieu.html").decode(), archive.namelist()


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """A dossier whose clock was stopped for a reason, and about whose office somebody complained."""
    made = make_dossier(office, State.IN_PROCESS, full_name="Đinh Thị Ngọc")
    pause_clock(
        dossier_id=made.pk, hold=make_hold(reason="Nhà bà Ngọc đang tranh chấp."), by=office.specialist, now=NOW
    )
    file_complaint(dossier_id=made.pk, unit_id=office.unit.pk, text="Tôi đợi lâu", now=NOW)
    return made


def test_what_was_written_about_the_person_is_in_the_history(dossier: Dossier) -> None:
    records, page, _files = told(dossier.applicant)
    history = records["dossiers"]["rows"][0]["Quá trình giải quyết"]
    assert any("Nhà bà Ngọc đang tranh chấp." in line for line in history)
    assert "<li>" in page
    assert "Tôi đợi lâu" in page
    assert "[&#39;" not in page
    assert "{&#39;" not in page


def test_every_message_is_in_it(dossier: Dossier) -> None:
    records, _page, _files = told(dossier.applicant)
    sent = OutboxMessage.objects.about(("dossier", str(dossier.pk)))
    assert sent.count() >= 1
    assert [row["Nội dung"] for row in records["messages"]["rows"]] == [message.body for message in sent]
    assert {row["Gửi tới"] for row in records["messages"]["rows"]} == {message.to for message in sent}


def test_messages_about_consents_and_requests_are_in_it(office: Office) -> None:
    made = make_helped(make_helpers(office))
    ask = partial(
        receive_request,
        unit_id=office.unit.pk,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.IDENTITY_CARD,
        text="",
        by=office.receptionist,
        now=NOW,
    )
    asked = ask(person=made.applicant)
    strange = ask(person=make_person("Người Khác", identity_number="079190099999"))
    write = partial(send_message, channel=Channel.SMS, to="0901234567", subject="Tin", unit_id=None, now=NOW)
    write(body="Mã đồng ý:", about=("helped_filing", str(made.helped.pk)))
    write(body="Có người hỏi", about=("subject_request", str(asked.pk)))
    write(body="Không phải của bà", about=("subject_request", str(strange.pk)))
    records, _page, _files = told(made.applicant)
    told_of = [row["Nội dung"] for row in records["messages"]["rows"]]
    assert told_of[-2:] == ["Mã đồng ý:", "Có người hỏi"]


def test_a_link_that_is_kept_nowhere_is_called_so(dossier: Dossier) -> None:
    OutboxMessage.objects.about(("dossier", str(dossier.pk))).update(body="Đánh giá:", link_kind="voice")
    records, _page, _files = told(dossier.applicant)
    assert records["messages"]["rows"][0]["Nội dung"] == "Đánh giá: (đường dẫn hoặc mã riêng, không lưu lại)"


def test_files_are_led_to_from_the_page(office: Office) -> None:
    made = make_helped(make_helpers(office), way=ConsentWay.PAPER, paper=signed_paper())
    _records, page, files = told(made.applicant)
    led_to = {unquote(found) for found in re.findall(r'href="(tep/[^"]+)"', page)}
    assert led_to == {name.removeprefix("du-lieu-ca-nhan/") for name in files if "/tep/" in name} != set()


def test_its_lines_in_the_official_books_are_in_it(office: Office, dossier: Dossier) -> None:
    make_dossier(office, State.IN_PROCESS, full_name="Người Khác", identity_number="079190099999")
    records, page, _files = told(dossier.applicant)
    (line,) = records["books"]["rows"]
    assert dossier.code in line["Nội dung"].values()
    assert "Đinh Thị Ngọc" in str(line["Nội dung"])
    assert "Người Khác" not in page


def test_money_that_was_owed_paid_and_given_back_is_in_it(office: Office, dossier: Dossier) -> None:
    charge = owe(office, dossier, 15_000)
    till = Till(office.unit, office.receptionist, office.leader, office.leader, office.leader)
    receipt = pay_cash(till, charge)
    refund_payment(
        payment_id=receipt.payment_id, amount=5_000, reason="Thu thừa.", nonce="n-1", by=office.leader, now=NOW
    )
    records, page, _files = told(dossier.applicant)
    (row,) = records["money"]["rows"]
    assert (row["Mã hồ sơ"], row["Số tiền"], len(row["Gồm"])) == (dossier.code, 15_000, 1)
    assert f"15000 đ, Tiền mặt tại quầy, biên lai {receipt.text}" in row["Đã nộp"][0]
    assert "5000 đ, Đã hoàn – Thu thừa." in row["Đã hoàn"][0]
    assert "Thu thừa." in page


def test_what_the_bank_and_the_gateway_told_of_a_payment_is_in_it(office: Office, dossier: Dossier) -> None:
    charge = owe(office, dossier, 15_000)
    rows = [("08/04/2019", 15_000, f"{charge.code} DINH THI NGOC", "FT1"), ("08/04/2019", 9_000, "NGUOI KHAC", "FT2")]
    file = upload_statement(unit_id=office.unit.pk, content=csv_of(rows), name="a.csv", by=office.leader, now=NOW)
    import_statement(file_id=file.pk, by=office.leader, now=NOW)
    order = GatewayOrder.objects.create(
        charge=charge, txn_ref="MC1", amount=15_000, created_at=NOW, expires_at=NOW + timedelta(minutes=15)
    )
    GatewayMessage.objects.create(
        kind=GatewayMessage.Kind.IPN, at=NOW, order=order, address="203.0.113.9", content="{}", verdict="00"
    )
    records, page, _files = told(dossier.applicant)
    (row,) = records["money"]["rows"]
    assert row["Đã nộp"][0].endswith(f"– {charge.code} DINH THI NGOC")
    (tried,) = row["Giao dịch qua cổng thanh toán"]
    assert "MC1" in tried
    assert tried.endswith("địa chỉ mạng 203.0.113.9")
    assert "NGUOI KHAC" not in page


def test_what_somebody_booked_by_hand_is_in_it_with_the_reason(office: Office, dossier: Dossier) -> None:
    charge = owe(office, dossier, 15_000)
    rows = [("08/04/2019", 15_000, "BA NGOC NOP PHI", "FT1")]
    file = upload_statement(unit_id=office.unit.pk, content=csv_of(rows), name="a.csv", by=office.leader, now=NOW)
    import_statement(file_id=file.pk, by=office.leader, now=NOW)
    line = StatementLine.objects.get()
    settle_line(line_id=line.pk, code=charge.code, reason="Bà Ngọc gọi báo.", by=office.leader, now=NOW)
    records, _page, _files = told(dossier.applicant)
    assert records["money"]["rows"][0]["Đã nộp"][0].endswith("– BA NGOC NOP PHI – Bà Ngọc gọi báo.")


def test_to_whom_the_result_was_handed_is_in_it(office: Office) -> None:
    carriers = make_carriers(office)
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    door = at_the_door(parcel, receiver_name="Lê Văn Con")
    hand_over_parcel(parcel_id=parcel.pk, door=door, by=carriers.carrier, now=NOW)
    records, _page, _files = told(Dossier.objects.get(pk=parcel.dossier_id).applicant)
    assert "Lê Văn Con" in records["dossiers"]["rows"][0]["Kết quả đã trao cho"]


def test_consents_and_their_papers_are_in_it(office: Office) -> None:
    made = make_helped(make_helpers(office), way=ConsentWay.PAPER, paper=signed_paper())
    records, _page, files = told(made.applicant)
    assert [row["Mã hồ sơ"] for row in records["help_consents"]["rows"]] == [made.code]
    assert any(name.endswith("dong-y.pdf") for name in files)
    filed_by = records["dossiers"]["rows"][0]["Người nộp thay"]
    assert filed_by.startswith(f"{made.helper['name']}, {made.helper['under']}")


def test_an_address_has_names_that_people_read(dossier: Dossier) -> None:
    address = {"street": "12 Lê Lợi", "ward": "Phường 4", "province": "Thành phố Hồ Chí Minh", "ward_since": ""}
    Person.objects.filter(pk=dossier.applicant_id).update(address=address)
    records, page, _files = told(Person.objects.get(pk=dossier.applicant_id))
    assert records["person"]["rows"][0]["Địa chỉ"] == {
        "Số nhà, tên đường, khu phố": "12 Lê Lợi",
        "Phường, xã": "Phường 4",
        "Tỉnh, thành phố": "Thành phố Hồ Chí Minh",
    }
    assert "Phường, xã: Phường 4" in page


def test_numbers_of_before_are_in_it(dossier: Dossier) -> None:
    kind, number = IdentityKind.CMND, "024123456"
    FormerIdentity.objects.create(
        person=dossier.applicant,
        identity_kind=kind,
        identity_cipher=seal(kind, number),
        identity_index=blind_index(kind, number),
        recorded_at=NOW,
    )
    records, _page, _files = told(dossier.applicant)
    assert records["person"]["rows"][0]["Số giấy tờ trước đây"] == [number]


def test_nothing_of_somebody_else_is_in_it(office: Office, dossier: Dossier) -> None:
    other = make_dossier(office, State.IN_PROCESS, full_name="Người Khác", identity_number="079190099999")
    records, page, _files = told(dossier.applicant)
    assert other.code not in json.dumps(records)
    assert "Người Khác" not in page
