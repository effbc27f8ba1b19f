"""Many writers on one chain: the lock on its head keeps it one line."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from motcua.foundation.audit import journal
from motcua.foundation.audit.models import AuditEntry, ChainHead
from motcua.foundation.audit.verify import Fault, broken_links
from tests.factories.audit import make_entry

pytestmark = pytest.mark.django_db(transaction=True)
ONCE = "audit_entry_once_in_chain"


def _write_at_once(now: datetime, writers: int, each: int) -> list[BaseException]:
    start = Barrier(writers)

    def write() -> list[BaseException]:
        faults: list[BaseException] = []
        try:
            start.wait()
            for _ in range(each):
                try:
                    make_entry(now)
                except IntegrityError as fault:
                    faults.append(fault)
        finally:
            connection.close()
        return faults

    with ThreadPoolExecutor(writers) as pool:
        return [fault for done in [pool.submit(write) for _ in range(writers)] for fault in done.result()]


@pytest.fixture
def lock_off(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a first entry read the head without locking it, and let two writers read before either writes."""
    make_entry(now)
    both_have_read = Barrier(2)

    def unlocked(unit_id: int, day: date) -> ChainHead:
        head = ChainHead.objects.get(unit_id=unit_id, day=day)
        both_have_read.wait(timeout=20)
        return head

    monkeypatch.setattr(journal, "_locked_head", unlocked)


@pytest.fixture
def without_unique_place() -> Iterator[None]:
    """Take away the constraint that a place in a chain is taken once, and put it back."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE audit_auditentry DROP CONSTRAINT {ONCE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditentry")
        cursor.execute(f"ALTER TABLE audit_auditentry ADD CONSTRAINT {ONCE} UNIQUE (unit_id, day, seq)")


def test_writers_at_once_make_one_chain_without_gap_or_fork(now: datetime) -> None:
    faults = _write_at_once(now, writers=6, each=10)

    assert faults == []
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 61))
    assert list(broken_links()) == []


def test_control_without_the_lock_two_writers_take_the_same_place_and_one_is_lost(
    now: datetime, lock_off: None
) -> None:
    faults = _write_at_once(now, writers=2, each=1)

    assert len(faults) == 1
    assert AuditEntry.objects.count() == 2


@pytest.mark.usefixtures("lock_off", "without_unique_place")
def test_control_without_lock_and_constraint_the_chain_forks_and_the_check_finds_it(now: datetime) -> None:
    _write_at_once(now, writers=2, each=1)

    first = AuditEntry.objects.get(seq=1)
    assert list(AuditEntry.objects.filter(seq=2).values_list("previous_hash", flat=True)) == [first.hash] * 2
    assert [(link.seq, link.fault) for link in broken_links()] == [(3, Fault.MISSING)]
