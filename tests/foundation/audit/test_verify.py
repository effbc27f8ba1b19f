"""Checking the journal: whatever is changed, removed or moved is found and named."""

import argparse
import io
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F

from motcua.foundation.audit import command
from motcua.foundation.audit.models import AuditEntry, ChainHead, Seal
from motcua.foundation.audit.seal import seal_chains
from motcua.foundation.audit.verify import BrokenLink, Fault, broken_links
from tests.factories.audit import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(now: datetime) -> datetime:
    """Four entries in the chain of unit 7, two in that of the platform; the database's guards are off."""
    for minute in range(4):
        make_entry(now + timedelta(minutes=minute), target_id=str(minute), reason="đủ hồ sơ")
    for minute in range(2):
        make_entry(now + timedelta(minutes=minute), unit_id=None)
    with connection.cursor() as cursor:
        for table in ("audit_auditentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return now


def _first() -> tuple[int | None, int, Fault] | None:
    found = next(iter(broken_links()), None)
    return (found.unit_id, found.seq, found.fault) if found else None


def test_a_sound_journal_has_no_broken_link(journal: datetime) -> None:
    seal_chains(now=journal + timedelta(days=1))

    assert list(broken_links()) == []


ALTERED: dict[str, object] = {
    "at": datetime(2019, 4, 8, 8, 31, 0, 1).astimezone(),
    "actor_kind": "system",
    "actor_name": "Nguyễn Thị Anh",
    "actor_staff_id": None,
    "actor_unit_id": 8,
    "action": "onestop.refuse",
    "target_type": "person",
    "target_id": "124",
    "detail": {"reason": "đủ hồ sơ "},
    "previous_hash": bytes(32),
    "hash": bytes(32),
}


def test_every_field_of_an_entry_is_either_altered_in_these_tests_or_its_place() -> None:
    fields = {field.name for field in AuditEntry._meta.get_fields()}

    assert fields - set(ALTERED) == {"id", "unit_id", "day", "seq"}


@pytest.mark.parametrize("field", ALTERED)
@pytest.mark.parametrize("seq", [2, 3, 4])
def test_an_altered_field_is_found(journal: datetime, field: str, seq: int) -> None:
    AuditEntry.objects.filter(unit_id=7, seq=seq).update(**{field: ALTERED[field]})

    assert _first() == (7, seq, Fault.ALTERED)


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_entry_is_found(journal: datetime, seq: int) -> None:
    AuditEntry.objects.filter(unit_id=7, seq=seq).delete()

    assert _first() == (7, seq, Fault.MISSING)


@pytest.mark.parametrize("change", [{"unit_id": 8}, {"day": F("day") + timedelta(days=1)}, {"seq": 9}])
def test_an_entry_moved_to_another_place_is_found(journal: datetime, change: dict[str, object]) -> None:
    AuditEntry.objects.filter(unit_id=7, seq=2).update(**change)

    assert (7, 2, Fault.MISSING) in [(link.unit_id, link.seq, link.fault) for link in broken_links()]


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 3), (1, 4)])
def test_swapped_entries_are_found(journal: datetime, one: int, other: int) -> None:
    chain = AuditEntry.objects.filter(unit_id=7)
    keys = {seq: chain.get(seq=seq).pk for seq in (one, other)}
    for key, seq in ((keys[one], 99), (keys[other], one), (keys[one], other)):
        AuditEntry.objects.filter(pk=key).update(seq=seq)

    assert _first() == (7, one, Fault.REORDERED)


def test_a_last_entry_removed_together_with_its_head_is_found_by_the_seal(journal: datetime) -> None:
    seal_chains(now=journal + timedelta(days=1))
    AuditEntry.objects.filter(unit_id=7, seq=4).delete()
    ChainHead.objects.filter(unit_id=7).update(seq=3, hash=AuditEntry.objects.get(unit_id=7, seq=3).hash)

    assert _first() == (7, 4, Fault.SEAL)


def test_a_head_that_does_not_fit_is_found(journal: datetime) -> None:
    ChainHead.objects.filter(unit_id=7).update(hash=bytes(32))

    assert _first() == (7, 4, Fault.HEAD)


def test_a_head_that_is_gone_is_found(journal: datetime) -> None:
    ChainHead.objects.filter(unit_id=7).delete()

    assert _first() == (7, 4, Fault.HEAD)


def test_a_chain_emptied_behind_its_head_is_found(journal: datetime) -> None:
    AuditEntry.objects.filter(unit_id=7).delete()

    assert _first() == (7, 1, Fault.CHAIN)


def test_a_whole_chain_removed_with_its_head_is_found_by_the_seal(journal: datetime) -> None:
    seal_chains(now=journal + timedelta(days=1))
    AuditEntry.objects.filter(unit_id=7).delete()
    ChainHead.objects.filter(unit_id=7).delete()

    assert _first() == (7, 4, Fault.SEAL)


def test_each_broken_chain_is_named_once(journal: datetime) -> None:
    AuditEntry.objects.filter(seq__in=[1, 2]).update(action="x")

    assert [(link.unit_id, link.seq) for link in broken_links()] == [(0, 1), (7, 1)]


def test_the_check_can_be_narrowed_to_a_unit_and_a_day(journal: datetime) -> None:
    AuditEntry.objects.filter(seq=1).update(action="x")
    day = journal.date()

    assert list(broken_links(unit_id=7, day=day)) == [BrokenLink(7, day, 1, Fault.ALTERED)]
    assert list(broken_links(unit_id=7, day=day + timedelta(days=1))) == []


@pytest.mark.parametrize(
    "change", [{"heads": []}, {"at": datetime(2019, 4, 10).astimezone()}, {"hash": bytes(32)}, {"number": 7}]
)
def test_an_altered_seal_is_found(journal: datetime, change: dict[str, object]) -> None:
    seal_chains(now=journal + timedelta(days=1))
    Seal.objects.update(**change)

    assert [str(link) for link in broken_links()] == ["seal 1: the seal itself is altered or missing"]


def test_a_removed_seal_is_found_by_the_next_one(journal: datetime) -> None:
    seal_chains(now=journal + timedelta(days=1))
    make_entry(journal + timedelta(days=1))
    seal_chains(now=journal + timedelta(days=2))
    Seal.objects.filter(number=1).delete()

    assert _first() == (None, 1, Fault.SEAL_CHAIN)


def test_only_finished_days_are_sealed_and_each_head_once(journal: datetime) -> None:
    counts = [seal_chains(now=journal + timedelta(days=days)) for days in (0, 1, 2)]

    assert counts == [0, 2, 0]
    assert [len(seal.heads) for seal in Seal.objects.all()] == [2]


def test_a_chain_that_grew_after_its_seal_is_sealed_again(journal: datetime) -> None:
    seal_chains(now=journal + timedelta(days=1))
    make_entry(journal + timedelta(minutes=9))
    seal_chains(now=journal + timedelta(days=1))

    assert [head[2] for head in Seal.objects.get(number=2).heads] == [5]
    assert list(broken_links()) == []


def _said(*words: str) -> tuple[int, list[str]]:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    out = io.StringIO()
    with redirect_stdout(out):
        status = command.run(parser.parse_args(words))
    return status, out.getvalue().splitlines()


def test_the_command_says_that_all_is_well_and_names_the_last_seal(journal: datetime) -> None:
    seal_chains(now=journal + timedelta(days=1))
    seal = f"1:{bytes(Seal.objects.get().hash).hex()}"

    assert _said("--seal", seal) == (
        0,
        ["The journal holds together: 6 entries in all.", f"Last seal, to be noted down elsewhere: {seal}"],
    )


def _alter(journal: datetime) -> tuple[list[str], str]:
    AuditEntry.objects.filter(unit_id=7, seq=3).update(action="x")
    return [], "broken link: unit 7, day 2019-04-08, seq 3: altered"


def _forge_all_seals(journal: datetime) -> tuple[list[str], str]:
    return ["--seal", f"1:{'00' * 32}"], "broken link: seal 1: not the one that was noted down"


@pytest.mark.parametrize("damage", [_alter, _forge_all_seals])
def test_the_command_names_the_broken_link_and_fails(
    journal: datetime, damage: Callable[[datetime], tuple[list[str], str]]
) -> None:
    words, sentence = damage(journal)

    assert _said(*words) == (1, [sentence])
