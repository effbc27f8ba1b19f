"""How a figure is written: a count, a share in per cent, or working days."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import number_vn
from motcua.services.registry import Measure, Ratio, Shown

NOTHING = "–"


@dataclass(frozen=True)
class Scale:
    """How the values of one figure are drawn and written."""

    unit: str
    factor: int = 1
    decimals: int = 0
    suffix: str = ""

    def of(self, value: float) -> float:
        """Return the value as it is drawn."""
        return value * self.factor

    def text(self, value: float | None) -> str:
        """Return the value as it is written, a dash for none."""
        return NOTHING if value is None else f"{number_vn(value * self.factor, self.decimals)}{self.suffix}"


def scale_of(figure: Measure | Ratio) -> Scale:
    """Return how a figure is written."""
    if isinstance(figure, Measure):
        return Scale(str(figure.unit))
    if figure.shown is Shown.PERCENT:
        return Scale(_("phần trăm"), 100, 1, "%")
    return Scale(_("ngày làm việc"), 1, 1)


def middle_text(figure: Measure | Ratio, value: float | None) -> str:
    """Return the middle value of several units; that of counts may lie between two of them."""
    scale = scale_of(figure)
    if isinstance(figure, Measure) and value is not None and value != int(value):
        return number_vn(value, 1)
    return scale.text(value)
