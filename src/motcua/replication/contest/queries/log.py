"""Read the log and the rubric of a contest as plain values, and make rankings from them."""

from __future__ import annotations

from motcua.replication.contest.fold import Fact, Folded, fold
from motcua.replication.contest.models import Contest, ContestEvent, Criterion, Ranking, RankingLine
from motcua.replication.contest.ranking import Line, ranking
from motcua.replication.contest.rubric import CriterionRule, QuestionRule, Rubric, TieRule

_FACT = ("seq", "kind", "round", "entry_id", "judge_id", "criterion_id", "question_id", "value", "choice")


def folded(contest: Contest, *, up_to: int | None = None) -> Folded:
    """Return what the log of the contest says, up to an event when one is given. One query."""
    events = ContestEvent.objects.filter(contest=contest)
    if up_to is not None:
        events = events.filter(seq__lte=up_to)
    return fold(Fact(*row) for row in events.order_by("seq").values_list(*_FACT))


def rubric_of(contest: Contest) -> Rubric:
    """Return what the contest fixed. Four queries."""
    criteria = Criterion.objects.filter(round__contest=contest).select_related("round")
    return Rubric(
        criteria=tuple(
            CriterionRule(one.pk, one.round.kind, one.weight, one.scale, one.is_optional) for one in criteria
        ),
        parts={one.kind: one.weight for one in contest.rounds.all()},
        questions=tuple(QuestionRule(one.pk, one.key, one.points) for one in contest.questions.all()),
        ties=tuple(TieRule(one.kind, one.criterion_id) for one in contest.tie_breaks.all()),
        basis=contest.basis,
    )


def recomputed(stored: Ranking) -> list[Line]:
    """Return a stored ranking made again from the log and the rubric alone."""
    state = folded(stored.contest, up_to=stored.last_seq)
    return ranking(state, rubric_of(stored.contest), stored.what)


def stored_lines(stored: Ranking) -> list[Line]:
    """Return a ranking as it was stored, in the shape in which it is computed."""
    return [_as_line(line) for line in stored.lines.order_by("rank", "entry_id")]


def is_true_to_log(stored: Ranking) -> bool:
    """Tell whether a stored ranking equals the one that its events give."""
    return stored_lines(stored) == recomputed(stored)


def _as_line(line: RankingLine) -> Line:
    return Line(
        entry=line.entry_id,
        raw=line.raw,
        adjusted=line.adjusted,
        rank=line.rank,
        other_rank=line.other_rank,
        parts=line.part_totals,
        sheets=line.sheets,
        decided_by=line.decided_by,
    )
