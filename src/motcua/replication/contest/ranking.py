"""Rank a round or the final: raw and severity-adjusted totals side by side, ties by the rules fixed before.

Everything here is computed from the folded log and the rubric alone, so any ranking can be made again by anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from motcua.replication.contest.fold import Folded
from motcua.replication.contest.kinds import FINAL, PARTS, Basis, Round, Tie
from motcua.replication.contest.rubric import Rubric, TieRule
from motcua.replication.contest.scoring import (
    criterion_mean,
    knowledge_total,
    mean,
    rounded,
    totals_of,
    weighted,
)
from motcua.replication.contest.severity import Severity, fit

_LOWEST = Fraction(-(10**9))


@dataclass(frozen=True)
class Line:
    """A place: totals with two decimals, ranks (equal ones stay equal), and which rule decided a tie ("" = none).

    `parts`: raw total of each part used. `sheets`: how many sheets stand behind it. `shift`: adjusted − raw.
    """

    entry: int
    raw: Decimal | None
    adjusted: Decimal | None
    rank: int
    other_rank: int
    parts: Mapping[str, Decimal]
    sheets: int
    decided_by: str = ""

    @property
    def shift(self) -> Decimal | None:
        """Return what the adjustment added."""
        return None if self.raw is None or self.adjusted is None else self.adjusted - self.raw


@dataclass(frozen=True)
class Scored:
    """What the totals of an entry are made of, before it has a place."""

    entry: int
    raw: Decimal | None
    adjusted: Decimal | None
    parts: Mapping[str, Decimal]
    sheets: int

    def total(self, basis: str) -> Decimal | None:
        """Return the total that decides under `basis`."""
        return self.adjusted if basis == Basis.ADJUSTED else self.raw


def ranking(state: Folded, rubric: Rubric, what: str) -> list[Line]:
    """Return the ranking of the preliminary round or of the final ("final"), best first."""
    scored = _preliminary(state, rubric) if what == Round.PRELIMINARY else _final(state, rubric)
    keys = [(rule.kind, _tie_key(rule, state, rubric, what)) for rule in rubric.ties]
    other = Basis.RAW if rubric.basis == Basis.ADJUSTED else Basis.ADJUSTED
    other_ranks = _plain_ranks({one.entry: one.total(other) for one in scored})
    ordered = sorted(scored, key=lambda one: (*_sort_key(one, rubric.basis, keys), one.entry))
    lines: list[Line] = []
    for _key, group in groupby(ordered, key=lambda one: _sort_key(one, rubric.basis, keys)):
        rank = len(lines) + 1
        lines += [
            _line(one, rank, other_ranks[one.entry], _decided_by(one, scored, rubric.basis, keys)) for one in group
        ]
    return lines


def severity_of(state: Folded, rubric: Rubric, round_kind: str) -> Severity:
    """Return how strict the judges of a round were, from its committed sheets."""
    return fit({key: float(total) for key, total in totals_of(state, rubric, round_kind).items()})


def is_tied_at(lines: Sequence[Line], places: int) -> bool:
    """Tell whether the cut after `places` goes through a tie that no rule has decided."""
    return len(lines) > places > 0 and lines[places - 1].rank == lines[places].rank


def _line(one: Scored, rank: int, other_rank: int, decided_by: str) -> Line:
    return Line(one.entry, one.raw, one.adjusted, rank, other_rank, one.parts, one.sheets, decided_by)


def _preliminary(state: Folded, rubric: Rubric) -> list[Scored]:
    raw, adjusted, counts = _round_totals(state, rubric, Round.PRELIMINARY)
    return [
        Scored(entry, rounded(raw.get(entry)), rounded(adjusted.get(entry)), {}, counts.get(entry, 0))
        for entry in sorted(state.entered - state.left)
    ]


def _final(state: Folded, rubric: Rubric) -> list[Scored]:
    judged = {part: _round_totals(state, rubric, part) for part in (Round.GREETING, Round.INITIATIVE)}
    return [_final_of(entry, state, rubric, judged) for entry in sorted(state.finalists - state.left)]


Totals = tuple[dict[int, Fraction], dict[int, float], dict[int, int]]


def _final_of(entry: int, state: Folded, rubric: Rubric, judged: Mapping[Round, Totals]) -> Scored:
    raw: dict[str, Fraction] = {part: totals[0][entry] for part, totals in judged.items() if entry in totals[0]}
    fitted: dict[str, Fraction] = {
        part: Fraction(totals[1][entry]) for part, totals in judged.items() if entry in totals[1]
    }
    test = knowledge_total(state, rubric, entry)
    if test is not None:
        raw[Round.KNOWLEDGE] = fitted[Round.KNOWLEDGE] = test
    shown = {part.value: shown for part in PARTS if (shown := rounded(raw.get(part))) is not None}
    sheets = sum(totals[2].get(entry, 0) for totals in judged.values())
    return Scored(entry, rounded(_joined(raw, rubric)), _rounded_fit(_joined(fitted, rubric)), shown, sheets)


def _joined(parts: Mapping[str, Fraction], rubric: Rubric) -> Fraction | None:
    return weighted((Fraction(rubric.parts[part]), total) for part, total in parts.items())


def _rounded_fit(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(float(value))


def _round_totals(state: Folded, rubric: Rubric, round_kind: str) -> Totals:
    """Return raw means, adjusted totals and numbers of sheets by entry, of the entries whose judges all committed."""
    totals = {
        key: total
        for key, total in totals_of(state, rubric, round_kind).items()
        if state.is_entry_unsealed(round_kind, key[1])
    }
    by_entry: dict[int, list[Fraction]] = {}
    for (_judge, entry), total in totals.items():
        by_entry.setdefault(entry, []).append(total)
    raw = {entry: value for entry, values in by_entry.items() if (value := mean(values)) is not None}
    fitted = fit({key: float(total) for key, total in totals.items()})
    return raw, dict(fitted.levels), {entry: len(values) for entry, values in by_entry.items()}


TieKey = Callable[[Scored], Fraction]
Keys = Sequence[tuple[str, TieKey]]


def _sort_key(one: Scored, basis: str, keys: Keys) -> tuple[Fraction, ...]:
    total = one.total(basis)
    return (-_value(total), *(-key(one) for _kind, key in keys))


def _value(total: Decimal | None) -> Fraction:
    return _LOWEST if total is None else Fraction(total)


def _tie_key(rule: TieRule, state: Folded, rubric: Rubric, what: str) -> TieKey:
    """Return the function that gives an entry its standing under one tie rule: the higher one wins."""
    if rule.kind == Tie.CRITERION and rule.criterion_id is not None:
        criterion = rule.criterion_id
        return lambda one: _or_lowest(criterion_mean(state, rubric, criterion, one.entry))
    if rule.kind in {Tie.INITIATIVE, Tie.KNOWLEDGE, Tie.GREETING}:
        return lambda one: _value(one.parts.get(rule.kind))
    if rule.kind == Tie.OTHER_TOTAL:
        other = Basis.RAW if rubric.basis == Basis.ADJUSTED else Basis.ADJUSTED
        return lambda one: _value(one.total(other))
    if rule.kind == Tie.AGREEMENT:
        return lambda one: -_spread(state, rubric, what, one.entry)
    return lambda one: -Fraction(state.lots.get((what, one.entry), 0))


def _or_lowest(value: Fraction | None) -> Fraction:
    return _LOWEST if value is None else value


def _spread(state: Folded, rubric: Rubric, what: str, entry: int) -> Fraction:
    """Return how far apart the judges of an entry are: the widest gap between their totals in the rounds of `what`."""
    rounds = (Round.GREETING, Round.INITIATIVE) if what == FINAL else (Round.PRELIMINARY,)
    gaps = [Fraction(0)]
    for round_kind in rounds:
        values = [total for (_judge, one), total in totals_of(state, rubric, round_kind).items() if one == entry]
        gaps += [max(values) - min(values)] if values else []
    return max(gaps)


def _decided_by(one: Scored, scored: Sequence[Scored], basis: str, keys: Keys) -> str:
    """Return the first tie rule that parts this entry from another with the same total, or ""."""
    equal = [other for other in scored if other != one and other.total(basis) == one.total(basis)]
    if one.total(basis) is None:
        return ""
    return next((kind for kind, key in keys if any(key(other) != key(one) for other in equal)), "")


def _plain_ranks(totals: Mapping[int, Decimal | None]) -> dict[int, int]:
    """Return ranks by total alone: 1, 2, 2, 4."""
    values = {entry: _value(total) for entry, total in totals.items()}
    return {entry: 1 + sum(other > value for other in values.values()) for entry, value in values.items()}
