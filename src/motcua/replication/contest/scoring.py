"""How do scores become totals? Every total is divided by the weights really used, and runs from 0 to 100.

Totals are exact fractions until they are rounded, half up, to the two decimals that everybody sees: two totals that
look equal are equal, and the tie rules decide.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from motcua.replication.contest.fold import Folded
from motcua.replication.contest.rubric import CriterionRule, Rubric

HUNDRED = 100
CENT = Decimal("0.01")


def sheet_total(marks: Mapping[int, Decimal | None], criteria: Mapping[int, CriterionRule]) -> Fraction | None:
    """Return the total of one sheet: 100 × Σ weight × score/scale ÷ Σ weight, over the criteria that have a score."""
    used = [(criteria[key], value) for key, value in marks.items() if value is not None and key in criteria]
    return weighted((Fraction(rule.weight), HUNDRED * Fraction(value) / Fraction(rule.scale)) for rule, value in used)


def weighted(parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return Σ weight × value ÷ Σ weight, or None when no weight was used."""
    kept = list(parts)
    used = sum((weight for weight, _value in kept), Fraction(0))
    return sum((weight * value for weight, value in kept), Fraction(0)) / used if used else None


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Return the mean, or None of nothing."""
    return weighted((Fraction(1), value) for value in values)


def totals_of(state: Folded, rubric: Rubric, round_kind: str) -> dict[tuple[int, int], Fraction]:
    """Return the total of every committed sheet of a round by (judge, entry), in a fixed order."""
    criteria = rubric.of(round_kind)
    found: dict[tuple[int, int], Fraction] = {}
    for sheet in state.standing_sheets(round_kind):
        total = sheet_total(state.marks.get(sheet, {}), criteria) if sheet in state.committed else None
        if total is not None:
            found[sheet[1], sheet[2]] = total
    return found


def criterion_mean(state: Folded, rubric: Rubric, criterion_id: int, entry: int) -> Fraction | None:
    """Return the mean score of an entry at one criterion, as a share of its scale, over committed sheets."""
    rule = next(rule for rule in rubric.criteria if rule.id == criterion_id)
    sheets = [sheet for sheet in state.standing_sheets(rule.round) if sheet[2] == entry and sheet in state.committed]
    values = (state.marks.get(sheet, {}).get(criterion_id) for sheet in sheets)
    return mean(Fraction(value) / Fraction(rule.scale) for value in values if value is not None)


def knowledge_total(state: Folded, rubric: Rubric, entry: int) -> Fraction | None:
    """Return what an entry reached in the knowledge test: points of right answers ÷ points of the questions that count.

    A question that was annulled counts for nobody; one that was left unanswered counts as wrong. None before the
    first answer is recorded.
    """
    asked = [question for question in rubric.questions if question.id not in state.voided]
    if not any((entry, question.id) in state.answers for question in asked):
        return None
    return weighted(
        (
            Fraction(question.points),
            Fraction(HUNDRED if state.answers.get((entry, question.id)) == question.key else 0),
        )
        for question in asked
    )


def rounded(value: Fraction | float | None) -> Decimal | None:
    """Return a total with the two decimals that count; None stays None."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        # what a fit computed carries noise in its last digits; twelve of them are kept before a half is rounded up
        exact = Decimal(repr(round(value, 9)))
    return exact.quantize(CENT, ROUND_HALF_UP)
