"""Whoever only reads the books sees no account and no telephone number in the memo of a transfer."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.memo import covered
from motcua.foundation.payments.models import StatementFile, StatementLine
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, Till
from tests.factories.units import make_staff, sign_in
from tests.foundation.payments.statement_files import csv_of

MEMO = "NGUYEN VAN A 0901234567 nop phi tu TK 1903 4567 8901 2345"


@pytest.mark.parametrize(
    ("memo", "shown"),
    [
        ("0901234567", "•••567"),
        ("so 079190012345 nop", "so •••345 nop"),
        ("TK 1903 4567 8901", "TK •••901"),
        ("MC7K3Q9WE4TN8X nop phi 50000", "MC7K3Q9WE4TN8X nop phi 50000"),
        ("FT19098123456789ABC", "FT19098123456789ABC"),
        ("", ""),
    ],
)
def test_long_numbers_are_covered_and_codes_are_not(memo: str, shown: str) -> None:
    assert covered(memo) == shown


@pytest.fixture
def waiting(till: Till, monkeypatch: pytest.MonkeyPatch) -> Till:
    """A unit with a transfer that named no charge."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    content = csv_of([("08/04/2019", 50_000, MEMO, "FT1")])
    file = upload_statement(unit_id=till.unit.pk, content=content, name="a.csv", by=till.leader, now=NOW)
    import_statement(file_id=file.pk, by=till.leader, now=NOW)
    return till


def test_a_leader_who_settles_reads_it_whole_and_the_counter_and_auditors_do_not(waiting: Till, client: Client) -> None:
    address = reverse("payments_staff:statements")
    assert "0901234567" in sign_in(client, waiting.leader).get(address).content.decode()
    for staff in (waiting.cashier, make_staff(role=Role.AUDITOR, unit=waiting.unit)):
        page = sign_in(Client(), staff).get(address).content.decode()
        assert "NGUYEN VAN A •••567" in page
        assert "0901234567" not in page


def test_nor_do_the_books_of_a_day_keep_the_numbers(waiting: Till) -> None:
    books = day_books(waiting.unit.pk, day_of(NOW))
    words = " ".join(item.words for item in (*books.differences, *books.matters))
    assert "NGUYEN VAN A" in words
    assert "0901234567" not in words


def test_who_read_memos_is_in_the_journal_of_the_unit(waiting: Till, client: Client) -> None:
    def noted() -> list[tuple[int | None, str, object]]:
        read = AuditEntry.objects.filter(action="payments.read_memos").order_by("pk")
        return [(one.actor_staff_id, one.target_type, one.detail["in_full"]) for one in read]

    cashier, leader = waiting.cashier, waiting.leader
    sign_in(client, cashier).get(reverse("payments_staff:statements"))
    assert noted() == [(cashier.pk, "waiting_lines", False)]
    file, line = StatementFile.objects.get(), StatementLine.objects.get()
    sign_in(client, leader).get(reverse("payments_staff:statement", args=[file.pk]))
    client.get(reverse("payments_staff:settle", args=[line.pk]))
    assert noted()[1:] == [(leader.pk, "statement_file", True), (leader.pk, "statement_line", True)]
