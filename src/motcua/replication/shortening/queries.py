"""What can be asked of the programme? Limits, what was kept, what could be, and which step holds matters longest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.rules import Limit
from motcua.replication.shortening.models import CommitmentDraft, DraftState
from motcua.replication.shortening.rules import (
    Shortest,
    StepShare,
    goal_of,
    share_kept,
    shortest_limit,
    step_shares,
)
from motcua.services.registry import Handled, LimitedProcedure, LimitSource, Service, all_services

PERIOD = timedelta(days=365)
MOST = 500  # the latest matters of a procedure that are looked at


@dataclass(frozen=True)
class Analysis:
    """What the latest matters of a procedure say. `needed` is sorted; `shortest` is None when they are too few."""

    needed: tuple[int, ...]
    shortest: Shortest | None
    steps: tuple[StepShare, ...]
    unfinished: int

    def share(self, limit: int) -> float | None:
        """Return the share of matters that a limit would have kept in time, None of none."""
        return share_kept(self.needed, limit) if self.needed else None


@dataclass(frozen=True)
class Line:
    """A procedure of the programme: limits in one unit, what the promise kept, what could be promised.

    `promised` is the shortest promise to whoever is looked at; `goal` the limit a quarter shorter than the law.
    """

    service: Service
    procedure: LimitedProcedure
    promised: Limit | None
    goal: int
    analysis: Analysis

    @property
    def kept(self) -> float | None:
        """Return the share of matters in time under the promise, or under the law's limit without one."""
        return self.analysis.share((self.promised or self.procedure.law).amount)

    @property
    def is_kept(self) -> bool | None:
        """Tell whether what holds now is kept in 95 % of cases; None while it is not sure, or matters are too few."""
        shortest, now = self.analysis.shortest, (self.promised or self.procedure.law).amount
        if shortest is None or shortest.low <= now < shortest.high:
            return None
        return now >= shortest.high

    @property
    def meets_goal(self) -> bool:
        """Tell whether the promise is a quarter shorter than the law."""
        return self.promised is not None and self.promised.amount <= self.goal

    @property
    def could_be(self) -> int | None:
        """Return the limit that may safely be promised, when it is shorter than what holds now."""
        shortest, now = self.analysis.shortest, (self.promised or self.procedure.law).amount
        return shortest.high if shortest is not None and shortest.high < now else None


def limited_services() -> list[tuple[Service, LimitSource]]:
    """Return the services that have time limits."""
    return [(each, each.limits) for each in all_services() if each.limits is not None]


def programme(unit_ids: Collection[int], *, now: datetime) -> tuple[Line, ...]:
    """Return every procedure that the units decide: six queries for each service."""
    lines: list[Line] = []
    for service, source in limited_services():
        lines += _lines(service, source, unit_ids, now=now)
    return tuple(lines)


def line_of(code: str, procedure: str, unit_ids: Collection[int], *, now: datetime) -> Line | None:
    """Return one procedure of the programme, None when none of the units decides it. Six queries."""
    for service, source in limited_services():
        if service.code == code:
            return next(iter(_lines(service, source, unit_ids, now=now, only=procedure)), None)
    return None


def drafts_of(unit_ids: Collection[int], *, service: str = "", procedure: str = "") -> list[CommitmentDraft]:
    """Return the drafts of the units, open ones first, then the latest; of one procedure when it is named."""
    chosen = CommitmentDraft.objects.filter(unit__in=unit_ids).select_related("drafted_by", "decided_by")
    if procedure:
        chosen = chosen.filter(service=service, procedure=procedure)
    return sorted(chosen, key=lambda draft: draft.state != DraftState.DRAFTED)


def analyse(matters: Collection[Handled]) -> Analysis:
    """Return what matters of one procedure say. Unfinished ones count with what they needed so far: never as kept."""
    needed = tuple(sorted(each.needed for each in matters))
    finished = [each.steps for each in matters if each.is_finished]
    return Analysis(needed, shortest_limit(needed), tuple(step_shares(finished)), len(matters) - len(finished))


def _lines(
    service: Service, source: LimitSource, unit_ids: Collection[int], *, now: datetime, only: str = ""
) -> list[Line]:
    today = day_of(now)
    chosen = [each for each in source.procedures(unit_ids, day=today) if not only or each.code == only]
    matters: dict[str, list[Handled]] = defaultdict(list)
    codes = [each.code for each in chosen]
    for each in source.handled(codes, unit_ids, first=today - PERIOD, last=today, most=MOST, now=now):
        matters[each.procedure].append(each)
    return [
        Line(service, each, promised_to(each, unit_ids), goal_of(each.law.amount), analyse(matters[each.code]))
        for each in chosen
    ]


def promised_to(procedure: LimitedProcedure, unit_ids: Collection[int]) -> Limit | None:
    """Return the shortest promise that holds for every one of the deciding units looked at."""
    deciding = procedure.deciding & set(unit_ids)
    common = procedure.promised.get(None)
    own = [_shorter(common, procedure.promised.get(unit_id)) for unit_id in deciding]
    known = [limit for limit in own if limit is not None]
    if not known or len(known) < len(own):
        return common
    return max(known, key=lambda limit: limit.amount)


def _shorter(one: Limit | None, other: Limit | None) -> Limit | None:
    known = [limit for limit in (one, other) if limit is not None]
    return min(known, key=lambda limit: limit.amount) if known else None


def first_day(now: datetime) -> date:
    """Return the first day that is looked at."""
    return day_of(now) - PERIOD
