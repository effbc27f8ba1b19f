"""An entry in the journal: what it keeps, what it refuses, and that nothing changes it."""

from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.journal import hold_chains
from motcua.foundation.audit.models import AuditEntry, ChainHead
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.audit.rules import GENESIS, JSON, NotRecordable
from motcua.foundation.audit.verify import broken_links
from tests.factories.audit import make_entry

pytestmark = pytest.mark.django_db


def test_an_entry_keeps_who_did_what_to_what_and_when(now: datetime) -> None:
    entry = AuditEntry.objects.get(pk=make_entry(now, reason="đủ hồ sơ").pk)

    assert (entry.actor_kind, entry.actor_name, entry.actor_staff_id, entry.actor_unit_id) == (
        "staff",
        "Nguyễn Thị Ánh",
        5,
        7,
    )
    assert (entry.action, entry.target_type, entry.target_id) == ("onestop.accept", "dossier", "123")
    assert (entry.at, entry.detail, entry.unit_id, entry.seq) == (now, {"reason": "đủ hồ sơ"}, 7, 1)
    assert bytes(entry.hash) == entry.expected_hash()


def test_each_entry_carries_the_hash_of_the_one_before_it(now: datetime) -> None:
    entries = [make_entry(now + timedelta(minutes=minute)) for minute in range(3)]

    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert [bytes(entry.previous_hash) for entry in entries] == [GENESIS, entries[0].hash, entries[1].hash]
    assert ChainHead.objects.values_list("seq", "hash").get() == (3, entries[2].hash)


def test_units_and_days_have_chains_of_their_own(now: datetime) -> None:
    first = [
        make_entry(now),
        make_entry(now, unit_id=8),
        make_entry(now, unit_id=None),
        make_entry(now + timedelta(days=1)),
    ]

    assert [(made.unit_id, made.day.day, made.seq) for made in first] == [
        (7, 8, 1),
        (8, 8, 1),
        (0, 8, 1),
        (7, 9, 1),
    ]


def test_chains_that_were_held_begin_with_their_first_entry(now: datetime) -> None:
    hold_chains([8, 7, 8], now=now)
    hold_chains([7, 9], now=now)
    assert (make_entry(now).seq, make_entry(now).seq) == (1, 2)
    heads = ChainHead.objects.order_by("unit_id").values_list("unit_id", "seq")
    assert list(heads) == [(7, 2), (8, 0), (9, 0)]
    assert list(broken_links()) == []


def test_the_day_of_a_chain_is_the_vietnamese_day(now: datetime) -> None:
    late = now.replace(hour=23, minute=30)

    assert [make_entry(late).day.day, make_entry(late + timedelta(hours=1)).day.day] == [8, 9]


@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET action = 'x'", "DELETE FROM audit_auditentry"])
def test_the_database_refuses_to_change_or_delete_an_entry(now: datetime, statement: str) -> None:
    make_entry(now)

    with (
        pytest.raises(ProgrammingError, match="pgtrigger: Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.values_list("action", flat=True).get() == "onestop.accept"


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_seal"])
def test_the_database_refuses_to_empty_the_journal(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")

        with pytest.raises(ProgrammingError, match="Cannot truncate"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table}")


@pytest.mark.parametrize("value", [1.5, b"x", datetime(2019, 4, 8), {1: "x"}, {"deep": [{"er": 0.1}]}])  # noqa: DTZ001
def test_a_detail_that_would_come_back_altered_is_refused(now: datetime, value: object) -> None:
    with pytest.raises(NotRecordable):
        make_entry(now, value=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [None, True, 10**40, "Đặng Ỷ \u2028", [1, ["a"], {"b": None}], {"z": 1, "a": 2}])
def test_a_detail_comes_back_from_the_database_with_the_same_hash(now: datetime, value: JSON) -> None:
    entry = AuditEntry.objects.get(pk=make_entry(now, value=value).pk)

    assert entry.detail == {"value": value}
    assert entry.expected_hash() == bytes(entry.hash)


def test_a_refusal_speaks_the_language_of_its_reader() -> None:
    refusal = Refused("too_late", gettext_lazy("Hồ sơ đã được trả kết quả."))

    assert (refusal.code, str(refusal)) == ("too_late", "Hồ sơ đã được trả kết quả.")
