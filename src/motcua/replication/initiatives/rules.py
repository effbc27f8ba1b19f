"""What does the authority decide about models? Codes, and what an assessment form must say. No database, no clock."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.replication.initiatives.reference import AssessmentForm
from motcua.replication.initiatives.refusals import InitiativeRefused

CODE = re.compile(r"[A-Z0-9][A-Za-z0-9.-]{0,29}")
LONGEST_WORDS = 1000


@dataclass(frozen=True)
class Score:
    """The points given for one criterion and the words that explain them."""

    points: int
    words: str = ""


def next_code(year: int, taken: Iterable[str]) -> str:
    """Return the code after the greatest one of the year."""
    numbers = [int(code.partition("-")[2]) for code in taken if code.partition("-")[2].isdecimal()]
    return f"SK{year}-{max(numbers, default=0) + 1:03}"


def check_scores(form: AssessmentForm, scores: Mapping[str, Score]) -> int:
    """Return the total; raise InitiativeRefused unless every criterion, and no other, has points in its range."""
    if set(scores) != {criterion.key for criterion in form.criteria}:
        raise InitiativeRefused("scores", _("Phải chấm đủ các tiêu chí của phiếu, không thừa, không thiếu."))
    for criterion in form.criteria:
        score = scores[criterion.key]
        if not 0 <= score.points <= criterion.highest:
            raise InitiativeRefused(
                "points",
                format_lazy(
                    _("Điểm của tiêu chí “{name}” phải từ 0 đến {highest}. Chưa lưu gì: hãy chấm lại."),
                    name=criterion.label.lazily,
                    highest=criterion.highest,
                ),
            )
        if len(score.words) > LONGEST_WORDS:
            raise InitiativeRefused("words", _("Nhận xét của mỗi tiêu chí không quá 1.000 ký tự."))
    return sum(score.points for score in scores.values())
