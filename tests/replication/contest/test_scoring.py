"""Totals are divided by the weights really used, and do not depend on the order of anything."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.contest.fold import Fact, fold
from motcua.replication.contest.kinds import Kind, Round
from motcua.replication.contest.rubric import CriterionRule, QuestionRule, Rubric
from motcua.replication.contest.scoring import knowledge_total, rounded, sheet_total

RULES = {
    1: CriterionRule(1, Round.PRELIMINARY, Decimal(60), Decimal(10)),
    2: CriterionRule(2, Round.PRELIMINARY, Decimal(40), Decimal(5), is_optional=True),
}
scales = st.integers(1, 100)
criteria = st.lists(st.tuples(st.integers(1, 100), scales, st.integers(0, 100)), min_size=1, max_size=6)


def test_a_criterion_that_was_left_out_lowers_nobody() -> None:
    assert sheet_total({1: Decimal(8), 2: None}, RULES) == 80
    assert sheet_total({1: Decimal(8), 2: Decimal(4)}, RULES) == 80


def test_weights_and_scales_count_as_they_are() -> None:
    assert sheet_total({1: Decimal(5), 2: Decimal(5)}, RULES) == 60 * Fraction(1, 2) + 40


def test_a_sheet_without_scores_has_no_total() -> None:
    assert sheet_total({1: None}, RULES) is None
    assert sheet_total({}, RULES) is None


@settings(deadline=None)
@given(criteria, st.integers(2, 50))
def test_the_total_is_a_mean_by_the_weights_used_and_no_weight_at_all_changes_it(
    drawn: list[tuple[int, int, int]], factor: int
) -> None:
    rules = {
        key: CriterionRule(key, "x", Decimal(weight), Decimal(scale))
        for key, (weight, scale, _share) in enumerate(drawn)
    }
    marks: dict[int, Decimal | None] = {
        key: Decimal(scale) * share / 100 for key, (_weight, scale, share) in enumerate(drawn)
    }
    total = sheet_total(marks, rules)
    used = sum(weight for weight, _scale, _share in drawn)
    assert total == Fraction(sum(weight * share for weight, _scale, share in drawn), used)
    heavier = {key: CriterionRule(key, "x", rule.weight * factor, rule.scale) for key, rule in rules.items()}
    assert sheet_total(marks, heavier) == total
    unused = {**rules, 99: CriterionRule(99, "x", Decimal(50), Decimal(10), is_optional=True)}
    assert sheet_total({**marks, 99: None}, unused) == total
    assert 0 <= total <= 100


@settings(deadline=None)
@given(st.permutations([(1, Decimal(8)), (2, Decimal(4))]))
def test_the_order_of_criteria_is_nothing(order: list[tuple[int, Decimal]]) -> None:
    assert sheet_total(dict(order), RULES) == 80


def test_the_last_score_counts() -> None:
    facts = [
        Fact(1, Kind.ASSIGNED, "preliminary", 7, 5),
        Fact(2, Kind.SCORED, "preliminary", 7, 5, 1, value=Decimal(3)),
        Fact(3, Kind.SCORED, "preliminary", 7, 5, 1, value=Decimal(9)),
    ]
    assert fold(reversed(facts)).marks == {("preliminary", 5, 7): {1: Decimal(9)}}


def test_a_barred_judge_has_no_sheet_and_the_round_does_not_wait_for_it() -> None:
    facts = [
        Fact(1, Kind.ASSIGNED, "preliminary", 7, 5),
        Fact(2, Kind.ASSIGNED, "preliminary", 7, 6),
        Fact(3, Kind.COMMITTED, "preliminary", 7, 5),
        Fact(4, Kind.BARRED, "preliminary", 7, 6),
    ]
    assert not fold(facts[:3]).is_unsealed("preliminary")
    assert fold(facts).is_unsealed("preliminary")


def rubric(*questions: QuestionRule) -> Rubric:
    return Rubric((), {}, questions)


def test_a_question_that_was_annulled_counts_for_nobody() -> None:
    test = rubric(QuestionRule(1, "A", Decimal(1)), QuestionRule(2, "B", Decimal(3)))
    facts = [
        Fact(1, Kind.ANSWERED, "knowledge", 7, question=1, choice="A"),
        Fact(2, Kind.ANSWERED, "knowledge", 7, question=2, choice="C"),
    ]
    assert knowledge_total(fold(facts), test, 7) == 25
    assert knowledge_total(fold([*facts, Fact(3, Kind.VOIDED, question=2)]), test, 7) == 100


def test_an_unanswered_question_is_wrong_and_an_absent_team_has_no_total() -> None:
    test = rubric(QuestionRule(1, "A", Decimal(1)), QuestionRule(2, "B", Decimal(1)))
    facts = [Fact(1, Kind.ANSWERED, "knowledge", 7, question=1, choice="A")]
    assert knowledge_total(fold(facts), test, 7) == 50
    assert knowledge_total(fold(facts), test, 8) is None


def test_halves_are_rounded_up_whatever_a_fit_leaves_in_the_last_digits() -> None:
    assert rounded(Fraction(12345, 1000)) == Decimal("12.35")
    assert rounded(12.344999999999999) == Decimal("12.35")
    assert rounded(None) is None
