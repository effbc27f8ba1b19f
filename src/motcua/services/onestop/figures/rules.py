"""What is an indicator worth? Points of QĐ 766/QĐ-TTg from a numerator and a denominator. Pure, and the law as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Text

_DATA = Path(__file__).parents[1] / "data" / "indicators_766.json"


WHY_NOT: dict[str, StrOrPromise] = {
    "": "",
    "portal": _("Do Cổng Dịch vụ công quốc gia ghi nhận; hệ thống này không nối đến đó."),
    "unknown": _("Nguồn không nói thành phần này đếm gì."),
    "unsaid": _("Nguồn không nói thế nào là đã số hóa, đã dùng lại."),
    "scope": _("Nguồn không nói đếm thủ tục của đơn vị hay của cả hệ thống."),
    "not_done": _("Hệ thống này không chứng thực bản sao điện tử."),
    "not_asked": _("Hệ thống này hỏi mức hài lòng khi trả kết quả, không hỏi về giải quyết khiếu nại."),
}


class Nothing(StrEnum):
    """What an indicator is worth when there was nothing to count (a denominator of 0)."""

    FULL = "full"
    ZERO = "zero"
    UNSAID = "unsaid"  # our source does not say: no points are shown


@dataclass(frozen=True)
class Indicator:
    """One indicator: at most `most` points, reached when numerator/denominator is `full_at`.

    `measure` says which figures of the platform it is counted from, "" when the platform has none; `not_counted` then
    says why, by a word of `WHY_NOT`.
    """

    code: str
    group: str
    name: Text
    most: float
    full_at: float
    nothing: Nothing
    measure: str
    formula: Text
    not_counted: str

    def points(self, numerator: int, denominator: int) -> float | None:
        """Return the points; None when there was nothing to count and the source does not say what then."""
        if denominator:
            return min(self.most, self.most * numerator / denominator / self.full_at)
        return {Nothing.FULL: self.most, Nothing.ZERO: 0.0}.get(self.nothing)


@dataclass(frozen=True)
class Decision:
    """The document with its indicators, the largest number of points of each group, and what is known of the source."""

    document: Text
    issued_on: date
    source: Text
    verified: bool
    groups: tuple[tuple[str, Text, float], ...]
    indicators: tuple[Indicator, ...]


@cache
def decision_766() -> Decision:
    """Return QĐ 766/QĐ-TTg as the platform knows it."""
    stored: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return Decision(
        Text(**stored["document"]),
        date.fromisoformat(stored["issued_on"]),
        Text(**stored["source"]),
        stored["verified"],
        tuple((group["code"], Text(**group["name"]), group["most"]) for group in stored["groups"]),
        tuple(_indicator(each) for each in stored["indicators"]),
    )


def _indicator(stored: dict[str, Any]) -> Indicator:
    name, formula = Text(**stored["name"]), Text(**stored["formula"])
    return Indicator(**{**stored, "name": name, "formula": formula, "nothing": Nothing(stored["nothing"])})
