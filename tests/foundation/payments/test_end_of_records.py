"""The words of bank statements and the addresses of gateway messages come to their end; the money stays."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.payments.actions.close_day import close_day
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.settle_line import settle_line
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.handover import HANDOVERS
from motcua.foundation.payments.models import (
    DayClose,
    GatewayMessage,
    GatewayOrder,
    Payment,
    StatementFile,
    StatementLine,
)
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.refusals import StatementRefused
from motcua.foundation.payments.retention import ADDRESSES, STATEMENTS
from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.end_by_schedule import end_by_schedule
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, SYSTEM, Till, make_charge, make_till
from tests.factories.units import make_succession, sign_in
from tests.foundation.payments.gateway_steps import open_at
from tests.foundation.payments.statement_files import csv_of
from tests.vnpay_stand_in import StandIn

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=2035)
PAYER = "NGUYEN VAN THANH chuyen tien"


def bring(till: Till) -> StatementFile:
    code = make_charge(till).code
    rows = [
        ("08/04/2019", 50_000, f"{code} {PAYER}", "FT1"),
        ("08/04/2019", 70_000, f"{PAYER} lan hai", "FT2"),
    ]
    return upload_statement(unit_id=till.unit.pk, content=csv_of(rows), name="sao-ke.csv", by=till.leader, now=NOW)


@pytest.fixture
def file(till: Till) -> StatementFile:
    """A statement that was taken over: a line that names a charge, and one that a leader settled."""
    file = bring(till)
    import_statement(file_id=file.pk, by=till.leader, now=NOW)
    line = StatementLine.objects.get(payment__isnull=True)
    settle_line(line_id=line.pk, code="", reason="Ông Thanh chuyển nhầm", by=till.leader, now=NOW)
    return file


def over(till: Till, at: datetime = LATER) -> list[str]:
    return [each.name for each in STATEMENTS.ended(unit_ids=[till.unit.pk], before=at, most=10)]


def test_the_memos_the_file_and_the_reasons_go_and_the_money_stays(till: Till, file: StatementFile) -> None:
    assert over(till, NOW) == []
    assert over(till) == [f"{file.pk}/SK"]
    assert STATEMENTS.destroy(record_id=str(file.pk), by=till.leader, now=LATER)
    file.refresh_from_db()
    assert (bytes(file.content), file.name) == (b"", "–")
    lines = StatementLine.objects.order_by("pk").select_related("settlement")
    assert [(line.memo, line.amount, line.bank_reference) for line in lines] == [
        ("", 50_000, "FT1"),
        ("", 70_000, "FT2"),
    ]
    assert lines[1].settlement.reason == "–"
    assert Payment.objects.get().amount == 50_000
    assert over(till) == []
    assert not STATEMENTS.destroy(record_id=str(file.pk), by=till.leader, now=LATER)
    found = STATEMENTS.find(f"{file.pk}/SK")
    assert found is not None
    assert (found.unit_id, found.is_destroyed) == (till.unit.pk, True)


def test_the_books_of_a_closed_day_forget_the_names_and_keep_the_sums(till: Till, file: StatementFile) -> None:
    day = day_of(NOW)
    explained = {item.key: "Của ông Thanh." for item in day_books(till.unit.pk, day).differences}
    close_day(unit_id=till.unit.pk, day=day, counted=0, explanations=explained, by=till.leader, now=NOW)
    before = DayClose.objects.get()
    assert "THANH" in str(before.content)
    assert STATEMENTS.destroy(record_id=str(file.pk), by=till.leader, now=LATER)
    after = DayClose.objects.get()
    assert "thanh" not in str(after.content).lower()
    assert after.content["transfer"] == before.content["transfer"]
    assert [item["amount"] for item in after.content["differences"]] == [
        item["amount"] for item in before.content["differences"]
    ]


def test_the_closed_books_of_a_successor_that_settled_a_line_forget_the_names_too(till: Till) -> None:
    heir, morrow = make_till(), NOW + timedelta(days=1)
    file = bring(till)
    import_statement(file_id=file.pk, by=till.leader, now=NOW)
    make_succession(till.unit, heir.unit, on=day_of(morrow))
    for handover in HANDOVERS:
        handover.move(from_unit=till.unit.pk, to_unit=heir.unit.pk, on=day_of(morrow), by=SYSTEM, now=morrow)
    line = StatementLine.objects.get(payment__isnull=True)
    settle_line(line_id=line.pk, code=make_charge(heir).code, reason="Của ông Thanh", by=heir.leader, now=morrow)
    explained = {item.key: "Ông Thanh." for item in day_books(heir.unit.pk, day_of(morrow)).differences}
    close_day(unit_id=heir.unit.pk, day=day_of(morrow), counted=0, explanations=explained, by=heir.leader, now=morrow)
    assert "Thanh" in str(DayClose.objects.get().content)
    assert STATEMENTS.destroy(record_id=str(file.pk), by=heir.leader, now=LATER)
    assert "thanh" not in str(DayClose.objects.get().content).lower()


def test_a_statement_with_a_line_that_waits_stays(till: Till) -> None:
    file = bring(till)
    import_statement(file_id=file.pk, by=till.leader, now=NOW)
    assert not STATEMENTS.destroy(record_id=str(file.pk), by=till.leader, now=LATER)
    assert StatementLine.objects.filter(memo__contains="THANH").count() == 2


def test_a_file_that_nobody_took_over_ends_as_well(till: Till) -> None:
    file = bring(till)
    assert over(till) == [f"{file.pk}/SK"]
    assert STATEMENTS.destroy(record_id=str(file.pk), by=till.leader, now=LATER)


def test_a_destroyed_statement_is_not_shown_and_not_brought_again(
    till: Till, file: StatementFile, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytes(file.content)
    STATEMENTS.destroy(record_id=str(file.pk), by=till.leader, now=LATER)
    with pytest.raises(StatementRefused, match="đã tiêu hủy"):
        upload_statement(unit_id=till.unit.pk, content=content, name="sao-ke.csv", by=till.leader, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    sign_in(client, till.leader)
    assert client.get(reverse("payments_staff:statement", args=[file.pk])).status_code == 404


@pytest.mark.parametrize("name", ["", "SK", "x/SK", "0/SK", "9" * 40 + "/SK", "12"])
def test_a_name_that_is_none_finds_nothing(name: str) -> None:
    assert STATEMENTS.find(name) is None
    assert ADDRESSES.find(name) is None


def test_the_addresses_of_gateway_messages_go_at_night_and_what_was_told_of_money_stays(
    till: Till, gateway: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    told = gateway.pay(open_at(gateway, make_charge(till)))
    hear_gateway(parameters=told, address="203.0.113.9", now=NOW)
    hear_gateway(parameters={"vnp_TxnRef": "khac", "vnp_Note": "0901234567"}, address="198.51.100.7", now=NOW)
    assert GatewayMessage.objects.exclude(address="").count() == 2
    later = NOW.replace(year=NOW.year + 2)
    for disposal_id in end_by_schedule(now=later):
        carry_out(disposal_id=disposal_id, now=later)
    assert not GatewayMessage.objects.exclude(address="").exists()
    real, forged = GatewayMessage.objects.order_by("order")
    assert told["vnp_TransactionNo"] in real.content
    assert forged.content == "{}"
    found = ADDRESSES.find(GatewayOrder.objects.get().txn_ref)
    assert found is not None
    assert (found.unit_id, found.is_destroyed) == (till.unit.pk, True)
    stray = ADDRESSES.find(f"TB{forged.pk}")
    assert stray is not None
    assert stray.is_destroyed
