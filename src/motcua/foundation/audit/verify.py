"""Check the journal: is every entry there, unaltered and in its place?

Reads row by row through a database cursor, so that memory stays the same however long the journal is. Each check is
one statement and therefore sees one snapshot: entries added meanwhile raise no false alarm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.foundation.audit.models import AuditEntry, ChainHead, Seal
from motcua.foundation.audit.rules import GENESIS

ROWS_AT_ONCE = 500


class Fault(StrEnum):
    """What may be wrong with a link."""

    MISSING = "missing"
    ALTERED = "altered"
    REORDERED = "reordered"
    HEAD = "differs from the head of the chain"
    CHAIN = "the whole chain is missing"
    SEAL = "differs from the seal"
    SEAL_CHAIN = "the seal itself is altered or missing"


@dataclass(frozen=True)
class BrokenLink:
    """The first broken link of one chain; a broken seal has neither unit nor day and `seq` is the seal's number."""

    unit_id: int | None
    day: date | None
    seq: int
    fault: Fault

    def __str__(self) -> str:
        place = f"unit {self.unit_id}, day {self.day}, seq {self.seq}" if self.day else f"seal {self.seq}"
        return f"{place}: {self.fault}"


@dataclass(frozen=True)
class _Link:
    """An entry beside the head of its chain, both from one snapshot."""

    entry: AuditEntry
    head_seq: int
    head_hash: bytes


def broken_links(*, unit_id: int | None = None, day: date | None = None) -> Iterator[BrokenLink]:
    """Yield the first broken link of every chain that is broken, of one unit or day when named."""
    wanted = {name: value for name, value in (("unit_id", unit_id), ("day", day)) if value is not None}
    yield from _broken_chains(AuditEntry.objects.filter(**wanted))
    yield from _emptied_chains(ChainHead.objects.filter(**wanted))
    yield from _broken_seals()
    yield from _chains_against_seals(unit_id, day)


def _broken_chains(entries: QuerySet[AuditEntry]) -> Iterator[BrokenLink]:
    head = ChainHead.objects.filter(unit_id=OuterRef("unit_id"), day=OuterRef("day"))
    rows = entries.annotate(
        head_seq=Subquery(head.values("seq")[:1]), head_hash=Subquery(head.values("hash")[:1])
    ).order_by("unit_id", "day", "seq")
    links = (
        _Link(row, row.head_seq or 0, bytes(row.head_hash or b"")) for row in rows.iterator(chunk_size=ROWS_AT_ONCE)
    )
    for (unit_id, day), chain in groupby(links, key=lambda link: (link.entry.unit_id, link.entry.day)):
        if found := _first_fault(chain):
            yield BrokenLink(unit_id, day, *found)


def _first_fault(chain: Iterator[_Link]) -> tuple[int, Fault] | None:
    seq, previous, head = 0, GENESIS, (0, b"")
    for seq, link in enumerate(chain, 1):
        if link.entry.seq != seq:
            return seq, Fault.MISSING
        if fault := _fault_of(link.entry, previous):
            return seq, fault
        previous, head = bytes(link.entry.hash), (link.head_seq, link.head_hash)
    if head == (seq, previous):
        return None
    return (seq + 1, Fault.MISSING) if head[0] > seq else (seq, Fault.HEAD)


def _fault_of(entry: AuditEntry, previous: bytes) -> Fault | None:
    stored = bytes(entry.previous_hash)
    if stored == previous:
        return None if entry.expected_hash() == bytes(entry.hash) else Fault.ALTERED
    entry.previous_hash = previous
    only_the_link_differs = entry.expected_hash() == bytes(entry.hash)
    return Fault.ALTERED if only_the_link_differs else Fault.REORDERED


def _emptied_chains(heads: QuerySet[ChainHead]) -> Iterator[BrokenLink]:
    entries = AuditEntry.objects.filter(unit_id=OuterRef("unit_id"), day=OuterRef("day"))
    for head in heads.filter(~Exists(entries), seq__gt=0).order_by("unit_id", "day").iterator():
        yield BrokenLink(head.unit_id, head.day, 1, Fault.CHAIN)


def _broken_seals() -> Iterator[BrokenLink]:
    previous = GENESIS
    for number, seal in enumerate(Seal.objects.order_by("number").iterator(chunk_size=10), 1):
        linked = seal.number == number and bytes(seal.previous_hash) == previous
        if not linked or seal.expected_hash() != bytes(seal.hash):
            yield BrokenLink(None, None, number, Fault.SEAL_CHAIN)
            return
        previous = bytes(seal.hash)


def _chains_against_seals(unit_id: int | None, day: date | None) -> Iterator[BrokenLink]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (unit, on_day) unit, on_day, sealed.seq
              FROM (SELECT (head->>0)::bigint AS unit, (head->>1)::date AS on_day,
                           (head->>2)::int AS seq, decode(head->>3, 'hex') AS hash
                      FROM audit_seal CROSS JOIN LATERAL jsonb_array_elements(heads) AS head) AS sealed
              LEFT JOIN audit_auditentry AS entry
                     ON entry.unit_id = unit AND entry.day = on_day AND entry.seq = sealed.seq
             WHERE entry.hash IS DISTINCT FROM sealed.hash
               AND (%(unit)s::bigint IS NULL OR unit = %(unit)s)
               AND (%(day)s::date IS NULL OR on_day = %(day)s)
             ORDER BY unit, on_day, sealed.seq
            """,
            {"unit": unit_id, "day": day},
        )
        for unit, on_day, seq in cursor:
            yield BrokenLink(unit, on_day, seq, Fault.SEAL)
