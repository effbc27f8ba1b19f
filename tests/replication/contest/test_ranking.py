"""Ranks come from totals, equal totals from the rules fixed before, and from nothing else."""

import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.contest.fold import Fact, fold
from motcua.replication.contest.kinds import FINAL, Basis, Kind, Round, Tie
from motcua.replication.contest.ranking import is_tied_at, ranking
from motcua.replication.contest.rubric import CriterionRule, QuestionRule, Rubric, TieRule

ONE = CriterionRule(1, Round.PRELIMINARY, Decimal(50), Decimal(10))
TWO = CriterionRule(2, Round.PRELIMINARY, Decimal(50), Decimal(10))
Marks = dict[tuple[int, int], tuple[int, int]]


def written(marks: Marks) -> list[Fact]:
    """Return the log of a preliminary round: (judge, entry) → scores of the two criteria."""
    facts = [Fact(0, Kind.ENTERED, entry=entry) for entry in sorted({entry for _judge, entry in marks})]
    for (judge, entry), (one, two) in marks.items():
        facts += [
            Fact(0, Kind.ASSIGNED, Round.PRELIMINARY, entry, judge),
            Fact(0, Kind.SCORED, Round.PRELIMINARY, entry, judge, 1, value=Decimal(one)),
            Fact(0, Kind.SCORED, Round.PRELIMINARY, entry, judge, 2, value=Decimal(two)),
            Fact(0, Kind.COMMITTED, Round.PRELIMINARY, entry, judge),
        ]
    return [Fact(**{**vars(fact), "seq": seq}) for seq, fact in enumerate(facts, start=1)]


def rubric(*ties: TieRule, basis: str = Basis.RAW) -> Rubric:
    return Rubric((ONE, TWO), {}, ties=ties, basis=basis)


def places(marks: Marks, used: Rubric, *more: Fact) -> list[tuple[int, int, str]]:
    lines = ranking(fold([*written(marks), *more]), used, Round.PRELIMINARY)
    return [(line.entry, line.rank, line.decided_by) for line in lines]


TIED: Marks = {(1, 1): (6, 8), (2, 1): (8, 6), (1, 2): (8, 6), (2, 2): (9, 5), (1, 3): (1, 1), (2, 3): (1, 1)}


def test_equal_totals_share_a_rank_when_no_rule_parts_them() -> None:
    assert places(TIED, rubric()) == [(1, 1, ""), (2, 1, ""), (3, 3, "")]


def test_a_criterion_decides() -> None:
    used = rubric(TieRule(Tie.CRITERION, 1))
    assert places(TIED, used) == [(2, 1, Tie.CRITERION), (1, 2, Tie.CRITERION), (3, 3, "")]


def test_rules_are_asked_in_their_order() -> None:
    used = rubric(TieRule(Tie.CRITERION, 2), TieRule(Tie.CRITERION, 1))
    assert [entry for entry, _rank, _rule in places(TIED, used)] == [1, 2, 3]


def test_judges_who_agree_more_decide() -> None:
    marks: Marks = {(1, 1): (5, 5), (2, 1): (9, 9), (1, 2): (7, 7), (2, 2): (7, 7)}
    assert places(marks, rubric(TieRule(Tie.AGREEMENT))) == [(2, 1, Tie.AGREEMENT), (1, 2, Tie.AGREEMENT)]


def test_lots_are_the_last_resort_and_the_smaller_number_goes_first() -> None:
    lots = [
        Fact(90, Kind.LOT, Round.PRELIMINARY, 1, value=Decimal(2)),
        Fact(91, Kind.LOT, Round.PRELIMINARY, 2, value=Decimal(1)),
    ]
    used = rubric(TieRule(Tie.LOT))
    assert places(TIED, used, *lots) == [(2, 1, Tie.LOT), (1, 2, Tie.LOT), (3, 3, "")]


def test_a_cut_through_a_tie_is_noticed() -> None:
    lines = ranking(fold(written(TIED)), rubric(), Round.PRELIMINARY)
    assert [is_tied_at(lines, cut) for cut in (0, 1, 2, 3)] == [False, True, False, False]


def test_an_entry_that_left_has_no_place() -> None:
    assert [entry for entry, _r, _d in places(TIED, rubric(), Fact(99, Kind.LEFT, entry=1))] == [2, 3]


def test_raw_and_adjusted_stand_side_by_side_and_the_basis_decides() -> None:
    strict, lenient = 1, 2
    marks: Marks = {
        (strict, 1): (7, 7),
        (strict, 3): (3, 3),
        (lenient, 2): (8, 8),
        (lenient, 3): (6, 6),
        (3, 1): (7, 7),
        (3, 2): (6, 6),
    }
    state = fold(written(marks))
    raw = ranking(state, rubric(), Round.PRELIMINARY)
    adjusted = ranking(state, rubric(basis=Basis.ADJUSTED), Round.PRELIMINARY)
    assert raw[0].raw == raw[1].raw == Decimal("70.00")
    assert [line.entry for line in adjusted] == [1, 2, 3]
    first = adjusted[0]
    assert first.adjusted is not None
    assert first.adjusted > Decimal(70)
    assert first.shift == first.adjusted - Decimal(70)
    assert first.other_rank == 1


def final_log(entries: dict[int, tuple[int, int, str]]) -> list[Fact]:
    """Return the log of a final: entry → greeting, initiative, choice at the one question."""
    facts = []
    for entry, (greeting, initiative, choice) in entries.items():
        facts += [Fact(0, Kind.FINALIST, entry=entry)]
        for part, criterion, value in ((Round.GREETING, 3, greeting), (Round.INITIATIVE, 4, initiative)):
            facts += [
                Fact(0, Kind.ASSIGNED, part, entry, 1),
                Fact(0, Kind.SCORED, part, entry, 1, criterion, value=Decimal(value)),
                Fact(0, Kind.COMMITTED, part, entry, 1),
            ]
        facts += [Fact(0, Kind.ANSWERED, Round.KNOWLEDGE, entry, question=1, choice=choice)]
    return [Fact(**{**vars(fact), "seq": seq}) for seq, fact in enumerate(facts, start=1)]


FINAL_RUBRIC = Rubric(
    (
        CriterionRule(3, Round.GREETING, Decimal(1), Decimal(10)),
        CriterionRule(4, Round.INITIATIVE, Decimal(1), Decimal(10)),
    ),
    {Round.GREETING: Decimal(20), Round.KNOWLEDGE: Decimal(30), Round.INITIATIVE: Decimal(50)},
    (QuestionRule(1, "A", Decimal(1)),),
)


def test_the_parts_of_the_final_count_by_their_weights() -> None:
    first, second = ranking(fold(final_log({1: (5, 8, "A"), 2: (10, 8, "B")})), FINAL_RUBRIC, FINAL)
    assert (first.entry, first.raw) == (1, Decimal("80.00"))
    assert (second.entry, second.raw) == (2, Decimal("60.00"))
    assert second.parts == {"greeting": Decimal(100), "knowledge": Decimal(0), "initiative": Decimal(80)}


def test_a_part_nobody_played_yet_takes_its_weight_with_it() -> None:
    facts = [fact for fact in final_log({1: (5, 8, "A")}) if fact.kind != Kind.ANSWERED]
    (line,) = ranking(fold(facts), FINAL_RUBRIC, FINAL)
    assert line.raw == Decimal("71.43")


def test_a_part_decides_between_equal_totals() -> None:
    facts = final_log({1: (10, 4, "B"), 2: (5, 6, "B")})
    used = Rubric(FINAL_RUBRIC.criteria, FINAL_RUBRIC.parts, FINAL_RUBRIC.questions, (TieRule(Tie.INITIATIVE),))
    assert [(one.entry, one.raw, one.decided_by) for one in ranking(fold(facts), used, FINAL)] == [
        (2, Decimal("40.00"), Tie.INITIATIVE),
        (1, Decimal("40.00"), Tie.INITIATIVE),
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_in_which_events_are_read_and_ids_are_given_is_nothing(seed: int) -> None:
    chance = random.Random(seed)
    marks: Marks = {
        (judge, entry): (chance.randint(0, 10), chance.randint(0, 10))
        for entry in range(1, 7)
        for judge in chance.sample(range(1, 6), 3)
    }
    used = rubric(TieRule(Tie.CRITERION, 1), TieRule(Tie.AGREEMENT))
    facts = written(marks)
    lines = ranking(fold(facts), used, Round.PRELIMINARY)
    chance.shuffle(facts)
    assert ranking(fold(facts), used, Round.PRELIMINARY) == lines
    renamed = {(99 - judge, 50 - entry): value for (judge, entry), value in marks.items()}
    again = {50 - line.entry: line for line in ranking(fold(written(renamed)), used, Round.PRELIMINARY)}
    assert {line.entry: (line.rank, line.raw) for line in lines} == {
        entry: (line.rank, line.raw) for entry, line in again.items()
    }
