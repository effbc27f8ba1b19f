"""What a contest fixed before the first score: criteria, questions, weights of the parts, tie rules. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class CriterionRule:
    """A criterion of a round: scores run from 0 to `scale`; one that `is_optional` may be left out of a sheet."""

    id: int
    round: str
    weight: Decimal
    scale: Decimal
    is_optional: bool = False


@dataclass(frozen=True)
class QuestionRule:
    """A question of the knowledge test with its key and its points."""

    id: int
    key: str
    points: Decimal


@dataclass(frozen=True)
class TieRule:
    """One of the rules for equal totals; `criterion_id` for the kind "criterion"."""

    kind: str
    criterion_id: int | None = None


@dataclass(frozen=True)
class Rubric:
    """Everything a ranking depends on besides the log. `parts`: the weight of each part of the final."""

    criteria: tuple[CriterionRule, ...]
    parts: Mapping[str, Decimal]
    questions: tuple[QuestionRule, ...] = ()
    ties: tuple[TieRule, ...] = ()
    basis: str = "raw"

    def of(self, round_kind: str) -> dict[int, CriterionRule]:
        """Return the criteria of a round by id."""
        return {rule.id: rule for rule in self.criteria if rule.round == round_kind}
