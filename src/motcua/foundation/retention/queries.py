"""What can be asked of the end of records?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count

from motcua.foundation.retention.access import APPROVERS, PROPOSERS, READERS
from motcua.foundation.retention.models import DestroyedRecord, Disposal, DisposalState, LegalHold
from motcua.foundation.retention.rules import Term, cut, hidden_id
from motcua.foundation.retention.schedule import Ended, Ending, RecordClass, all_classes
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Unit
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of

DISPOSALS_SHOWN = 50
NAMES_SHOWN = 200
MOST_AT_ONCE = 2_000  # records in one proposal: what a leader can answer for
MOST_READ = 10_000


@dataclass(frozen=True)
class Preview:
    """What would go: the records of one class and unit whose time is over, and how many of them a hold keeps."""

    record_class: RecordClass
    unit_id: int
    unit_name: str
    term: Term | None
    records: tuple[Ended, ...]
    held: int

    @property
    def shown(self) -> tuple[Ended, ...]:
        """Return the oldest records, as many as a page can hold."""
        return self.records[:NAMES_SHOWN]


@dataclass(frozen=True)
class DisposalRow:
    """One proposal: its class in words, its unit, how many were destroyed, and whether one may decide."""

    disposal: Disposal
    label: str
    unit_name: str
    destroyed: int
    may_decide: bool


@dataclass(frozen=True)
class RegisterLine:
    """A line of the deletion register, and the class of the record in words."""

    label: str
    line: DestroyedRecord


def previews(roles: RoleSet, now: datetime) -> list[Preview]:
    """Return what would go now, for each class and unit in reach that has such records, without changing anything.

    What waits for people comes first, then what goes by itself tonight.
    """
    names = unit_names(roles.unit_ids(*READERS), day_of(now), short=True)
    classes = sorted(ending_classes(now), key=lambda each: each.ending is Ending.NIGHTLY)
    every = [found for each in classes for found in _of_class(each, names, now, most=MOST_READ)]
    return [found for found in every if found.records or found.held]


def ending_classes(now: datetime) -> tuple[RecordClass, ...]:
    """Return the classes whose records may be destroyed one day, and held until then."""
    return tuple(each for each in all_classes() if each.comes_to_an_end and not _is_for_ever(each, now))


def over_tonight(now: datetime) -> list[Preview]:
    """Return what the schedule ends of itself, for each class and unit that has such records."""
    names = dict.fromkeys(Unit.objects.values_list("pk", flat=True), "")
    nightly = [each for each in ending_classes(now) if each.ending is Ending.NIGHTLY]
    every = [found for each in nightly for found in _of_class(each, names, now, most=MOST_READ)]
    return [found for found in every if found.records]


def schedule_on(now: datetime) -> tuple[tuple[RecordClass, Term | None], ...]:
    """Return every class of record with the term in force, those that are kept for ever last."""
    rows = [(each, each.term_on(day_of(now))) for each in all_classes()]
    return tuple(sorted(rows, key=lambda row: _is_for_ever(row[0], now)))


def _is_for_ever(record_class: RecordClass, now: datetime) -> bool:
    term = record_class.term_on(day_of(now))
    return term is not None and term.is_for_ever


def preview(record_class: RecordClass, unit_id: int, unit_name: str, now: datetime) -> Preview:
    """Return what would go of one class and unit: at most as many records as one proposal may name."""
    return _of_class(record_class, {unit_id: unit_name}, now, most=MOST_AT_ONCE)[0]


def _of_class(record_class: RecordClass, names: Mapping[int, str], now: datetime, *, most: int) -> list[Preview]:
    """Return what would go of one class in each unit, by the unit's name. Two queries."""
    term = record_class.term_on(day_of(now))
    before = cut(now, term) if term is not None else None
    ended = record_class.ended(unit_ids=list(names), before=before, most=most) if before is not None else ()
    held = held_ids(record_class, (each.record_id for each in ended), now)
    free: dict[int, list[Ended]] = {unit_id: [] for unit_id in names}
    kept = Counter(each.unit_id for each in ended if each.record_id in held)
    for each in ended:
        if each.record_id not in held:
            free[each.unit_id].append(each)
    ordered = sorted(names.items(), key=lambda pair: pair[1])
    return [Preview(record_class, unit, name, term, tuple(free[unit]), kept[unit]) for unit, name in ordered]


def held_ids(record_class: RecordClass, record_ids: Iterable[str], now: datetime) -> set[str]:
    """Return which of these records a hold keeps today: on the class itself, or on one it is held with."""
    classes = record_class.holding
    holds = LegalHold.objects.filter(record_class__in=classes, record_id__in=list(record_ids), ended_at=None)
    return set(holds.filter(until__gte=day_of(now)).values_list("record_id", flat=True))


def disposals(roles: RoleSet, now: datetime) -> list[DisposalRow]:
    """Return the proposals in reach, newest first."""
    found = Disposal.objects.visible_to(roles).select_related("proposed_by", "decided_by").order_by("-proposed_at")
    rows = list(found[:DISPOSALS_SHOWN])
    lines = DestroyedRecord.objects.filter(disposal__in=rows).values_list("disposal").annotate(many=Count("pk"))
    gone = dict(lines)
    names = unit_names({row.unit_id for row in rows}, day_of(now), short=True)
    labels = {each.code: str(each.label) for each in all_classes()}
    return [
        DisposalRow(
            row,
            labels.get(row.record_class, row.record_class),
            names.get(row.unit_id, ""),
            gone.get(row.pk, 0),
            row.state == DisposalState.PROPOSED
            and roles.has_any(row.unit_id, *APPROVERS)
            and row.proposed_by_id != roles.staff_id,
        )
        for row in rows
    ]


def holds_in_reach(roles: RoleSet) -> list[LegalHold]:
    """Return the holds of units in reach that nobody ended, the next to end first."""
    found = LegalHold.objects.filter(unit__in=roles.unit_ids(*READERS), ended_at=None).select_related("placed_by")
    return list(found.order_by("until", "pk"))


def ended_holds(roles: RoleSet) -> list[LegalHold]:
    """Return the latest holds of units in reach that somebody ended, newest first."""
    found = LegalHold.objects.filter(unit__in=roles.unit_ids(*READERS)).exclude(ended_at=None)
    return list(found.select_related("ended_by").order_by("-ended_at", "-pk")[:DISPOSALS_SHOWN])


def was_destroyed(record_class: str, record_id: str) -> DestroyedRecord | None:
    """Return the line of the register about a record, None when it was never destroyed."""
    wanted = hidden_id(settings.BLIND_INDEX_KEY, record_class, record_id)
    return DestroyedRecord.objects.filter(record_hash=wanted).select_related("disposal__decided_by").first()


def register_lines(name: str, roles: RoleSet) -> list[RegisterLine]:
    """Return what the deletion register says of a record in reach that people call so: nothing when it still exists."""
    reach = roles.unit_ids(*READERS)
    lines = []
    for each in all_classes():
        found = each.find(name)
        if found is None or not found.is_destroyed or found.unit_id not in reach:
            continue
        if (line := was_destroyed(each.code, found.record_id)) is not None:
            lines.append(RegisterLine(str(each.label), line))
    return lines


def may_propose(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether one may propose the destruction of records of a unit."""
    return roles.has_any(unit_id, *PROPOSERS)
