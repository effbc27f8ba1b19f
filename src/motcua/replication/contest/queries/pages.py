"""What the pages of a contest show: each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names, units_below
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.access import entering_units, organises, oversees
from motcua.replication.contest.kinds import FINAL, Round, State
from motcua.replication.contest.models import Assignment, Contest, ContestRound, Entry, Interest, Panelist


@dataclass(frozen=True)
class ContestRow:
    """A contest in the list."""

    contest: Contest
    unit: str
    entries: int


@dataclass(frozen=True)
class EntryRow:
    """An entry in a list of those who may know whose it is."""

    entry: Entry
    unit: str


@dataclass(frozen=True)
class Sheets:
    """The sheets somebody has in one round."""

    round: str
    title: str
    is_open: bool
    sheets: tuple[Assignment, ...]


@dataclass(frozen=True)
class ContestPage:
    """The page of a contest as one member of staff sees it."""

    contest: Contest
    unit: str
    may_steer: bool
    may_oversee: bool
    units: dict[int, str]
    own_units: dict[int, str]
    entries: tuple[EntryRow, ...]
    rounds: tuple[ContestRound, ...]
    sheets: tuple[Sheets, ...]
    is_on_panel: bool
    undecided: int
    readers: int = 0
    judges: int = 0
    questions: int = 0


@dataclass(frozen=True)
class PanelRow:
    """Somebody on a panel: how many sheets, how many handed in."""

    panelist: Panelist
    unit: str
    sheets: int
    committed: int


@dataclass(frozen=True)
class PanelPage:
    """Readers, judges and the register of conflicts of interest."""

    readers: tuple[PanelRow, ...]
    judges: tuple[PanelRow, ...]
    interests: tuple[InterestRow, ...]
    short: tuple[EntryRow, ...] = field(default=())


@dataclass(frozen=True)
class InterestRow:
    """A line of the register: who, bound to what."""

    interest: Interest
    bound_to: str


def contest_rows(roles: RoleSet, *, now: datetime) -> list[ContestRow]:
    """Return the contests somebody may see, the newest first. Three queries."""
    found = list(Contest.objects.visible_to(roles))
    names = unit_names([one.unit_id for one in found], day_of(now))
    visible = Entry.objects.visible_to(roles).filter(contest__in=found).order_by()
    entries = dict(visible.values_list("contest_id").annotate(Count("pk")))
    return [ContestRow(one, names[one.unit_id], entries.get(one.pk, 0)) for one in found]


def contest_page(contest: Contest, staff: Staff, roles: RoleSet, *, now: datetime) -> ContestPage:
    """Return the page of a contest."""
    day = day_of(now)
    entries = list(contest.entries.filter(pk__in=Entry.objects.visible_to(roles).values("pk")))
    units = list(contest.units.values_list("pk", flat=True))
    names = unit_names([contest.unit_id, *units, *(entry.unit_id for entry in entries)], day)
    own = entering_units(roles, contest)
    panels = list(contest.panelists.filter(left_at__isnull=True).values_list("panel", "staff_id"))
    return ContestPage(
        contest=contest,
        unit=names[contest.unit_id],
        may_steer=organises(roles, contest),
        may_oversee=oversees(roles, contest),
        units=dict(sorted(((unit, names[unit]) for unit in units), key=lambda one: one[1])),
        own_units={unit: names[unit] for unit in own},
        entries=tuple(EntryRow(entry, names[entry.unit_id]) for entry in entries),
        rounds=tuple(contest.rounds.prefetch_related("criteria")),
        sheets=my_sheets(contest, staff),
        is_on_panel=any(one == staff.pk for _panel, one in panels),
        undecided=sum(entry.state == "submitted" for entry in entries),
        readers=sum(panel == Round.PRELIMINARY for panel, _one in panels),
        judges=sum(panel == FINAL for panel, _one in panels),
        questions=contest.questions.count(),
    )


def my_sheets(contest: Contest, staff: Staff) -> tuple[Sheets, ...]:
    """Return the sheets of one person, round by round. Two queries."""
    mine = Assignment.objects.filter(judge=staff, entry__contest=contest, barred_at__isnull=True)
    rows = list(mine.select_related("entry").order_by("entry__blind_code"))
    rounds = {one.kind: one for one in contest.rounds.all()}
    return tuple(
        Sheets(
            round=kind,
            title=str(Round(kind).label),
            is_open=rounds[kind].is_open and contest.state in {State.READING, State.FINAL},
            sheets=tuple(sheet for sheet in rows if sheet.round == kind),
        )
        for kind in Round.values
        if any(sheet.round == kind for sheet in rows)
    )


def panel_page(contest: Contest, *, now: datetime) -> PanelPage:
    """Return panels and register of a contest."""
    day = day_of(now)
    panelists = list(contest.panelists.select_related("staff"))
    counts = _sheet_counts(contest)
    interests = list(contest.interests.select_related("staff", "entry"))
    entries = list(_short_of_readers(contest))
    units = {one.staff.home_unit_id for one in panelists} | {one.unit_id for one in interests if one.unit_id}
    names = unit_names([*units, *(entry.unit_id for entry in entries)], day)

    def rows(panel: str) -> tuple[PanelRow, ...]:
        return tuple(
            PanelRow(one, names[one.staff.home_unit_id], *counts.get((one.staff_id, panel), (0, 0)))
            for one in panelists
            if one.panel == panel
        )

    register = (
        InterestRow(one, names[one.unit_id] if one.unit_id else one.entry.title if one.entry else "")
        for one in interests
    )
    short = (EntryRow(entry, names[entry.unit_id]) for entry in entries)
    return PanelPage(rows(Round.PRELIMINARY), rows(FINAL), tuple(register), tuple(short))


def _short_of_readers(contest: Contest) -> QuerySet[Entry]:
    """Return the entries of the preliminary round that have fewer readers than wanted."""
    if contest.state != State.READING:
        return Entry.objects.none()
    standing = Q(assignments__round=Round.PRELIMINARY, assignments__barred_at__isnull=True)
    counted = contest.entries.filter(state="eligible").annotate(reading=Count("assignments", filter=standing))
    return counted.filter(reading__lt=contest.readers_per_entry)


def _sheet_counts(contest: Contest) -> dict[tuple[int, str], tuple[int, int]]:
    rows = Assignment.objects.filter(entry__contest=contest, barred_at__isnull=True).values_list(
        "judge_id", "round", "committed_at"
    )
    counts: dict[tuple[int, str], tuple[int, int]] = {}
    for judge, round_kind, committed_at in rows:
        panel = Round.PRELIMINARY.value if round_kind == Round.PRELIMINARY else FINAL
        sheets, committed = counts.get((judge, panel), (0, 0))
        counts[judge, panel] = (sheets + 1, committed + (committed_at is not None))
    return counts


def candidates(contest: Contest, *, now: datetime) -> dict[int, str]:
    """Return who may be asked to read or judge: staff of the organiser, of what is below it, of the invited units."""
    units: Collection[int] = {
        *units_below(contest.unit_id, day_of(now)),
        *contest.units.values_list("pk", flat=True),
    }
    people = list(Staff.objects.working().filter(home_unit__in=units).order_by("full_name"))
    names = unit_names({one.home_unit_id for one in people}, day_of(now), short=True)
    return {one.pk: f"{one.full_name} – {names[one.home_unit_id]}" for one in people}
