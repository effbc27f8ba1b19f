"""Rankings as they are shown: raw beside adjusted, with the reason of every adjustment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import number_vn
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.fold import Folded
from motcua.replication.contest.kinds import FINAL, PARTS, Round, Tie
from motcua.replication.contest.models import Contest, Entry, Ranking
from motcua.replication.contest.queries.log import folded, rubric_of
from motcua.replication.contest.ranking import Line, ranking, severity_of
from motcua.replication.contest.scoring import rounded
from motcua.replication.contest.severity import Severity

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class StandingRow:
    """A line of a ranking with names: `decided_by` in words, `reasons` why adjusted and raw differ."""

    line: Line
    entry: Entry
    unit: str
    decided_by: str
    reasons: tuple[str, ...]
    parts: tuple[Decimal | None, ...]
    is_tied: bool


@dataclass(frozen=True)
class JudgeRow:
    """How strict a judge was in one round: points above (+) or below (−) the common level, over how many sheets."""

    name: str
    round: str
    severity: Decimal
    sheets: int


@dataclass(frozen=True)
class Standing:
    """A ranking of the preliminary round or of the final. `awaited`: sheets that keep it sealed."""

    what: str
    basis: str
    rows: tuple[StandingRow, ...]
    judges: tuple[JudgeRow, ...]
    awaited: int
    is_connected: bool
    kept: Ranking | None
    parts: tuple[str, ...] = ()


def standing(contest: Contest, what: str, *, now: datetime) -> Standing:
    """Return the ranking as the log gives it now, with names and reasons; nothing of it while scores are sealed."""
    state, rubric = folded(contest), rubric_of(contest)
    rounds = (Round.PRELIMINARY,) if what == Round.PRELIMINARY else (Round.GREETING, Round.INITIATIVE)
    awaited = sum(len(state.awaited(one)) for one in rounds)
    kept = Ranking.objects.filter(contest=contest, what=what).order_by("-pk").first()
    if what == Round.PRELIMINARY and not state.is_unsealed(Round.PRELIMINARY):
        return Standing(what, contest.basis, (), (), awaited, is_connected=True, kept=kept)
    lines = ranking(state, rubric, what)
    fits = {one.value: severity_of(state, rubric, one) for one in rounds}
    parts = tuple(one for one in PARTS if any(one in line.parts for line in lines)) if what == FINAL else ()
    return Standing(
        what=what,
        basis=contest.basis,
        rows=_rows(contest, lines, fits, state, parts, now=now),
        judges=_judges(state, fits),
        awaited=awaited,
        is_connected=all(fit.is_connected for fit in fits.values()),
        kept=kept,
        parts=tuple(str(one.label) for one in parts),
    )


def _rows(
    contest: Contest,
    lines: list[Line],
    fits: Mapping[str, Severity],
    state: Folded,
    parts: tuple[Round, ...],
    *,
    now: datetime,
) -> tuple[StandingRow, ...]:
    entries = {one.pk: one for one in contest.entries.filter(pk__in=[line.entry for line in lines])}
    names = unit_names([one.unit_id for one in entries.values()], day_of(now))
    ranks = [line.rank for line in lines]
    return tuple(
        StandingRow(
            line=line,
            entry=entries[line.entry],
            unit=names[entries[line.entry].unit_id],
            decided_by=str(Tie(line.decided_by).label) if line.decided_by else "",
            reasons=tuple(_reasons(line, fits, state)),
            parts=tuple(line.parts.get(part) for part in parts),
            is_tied=line.raw is not None and ranks.count(line.rank) > 1,
        )
        for line in lines
    )


def _reasons(line: Line, fits: Mapping[str, Severity], state: Folded) -> list[str]:
    """Return why the adjusted total differs: how strict the judges of this entry were, round by round."""
    if not line.shift:
        return []
    found = []
    for round_kind, fit in fits.items():
        judges = [sheet[1] for sheet in state.standing_sheets(round_kind) if sheet[2] == line.entry]
        strict = [fit.judges[judge] for judge in judges if judge in fit.judges]
        if not strict:
            continue
        mean = rounded(sum(strict) / len(strict)) or _NOTHING
        each = "; ".join(_signed(rounded(one) or _NOTHING) for one in sorted(strict))
        words = {"round": Round(round_kind).label, "count": len(strict), "mean": number_vn(abs(mean), 2), "each": each}
        found.append(_reason(mean) % words)
    return found


def _reason(mean: Decimal) -> str:
    if mean < 0:
        return _(
            "%(round)s: %(count)s người chấm bài này chặt hơn mức chung %(mean)s điểm (%(each)s) nên được cộng lại."
        )
    if mean > 0:
        return _("%(round)s: %(count)s người chấm bài này nới hơn mức chung %(mean)s điểm (%(each)s) nên bị trừ bớt.")
    return _("%(round)s: %(count)s người chấm bài này ngang mức chung (%(each)s).")


def _signed(value: Decimal) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + number_vn(abs(value), 2)


def _judges(state: Folded, fits: Mapping[str, Severity]) -> tuple[JudgeRow, ...]:
    people = {one for fit in fits.values() for one in fit.judges}
    names = dict(Staff.objects.filter(pk__in=people).values_list("pk", "full_name"))
    return tuple(
        JudgeRow(
            name=names[judge],
            round=str(Round(round_kind).label),
            severity=rounded(severity) or _NOTHING,
            sheets=sum(sheet[1] == judge for sheet in state.standing_sheets(round_kind)),
        )
        for round_kind, fit in fits.items()
        for judge, severity in fit.judges.items()
    )
