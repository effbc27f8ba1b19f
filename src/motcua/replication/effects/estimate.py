"""How large is the effect? Two-stage difference-in-differences for staggered adoption, with jackknife intervals.

Estimator: Gardner, "Two-stage differences in differences" (2022). Unit and month effects are fitted (pyfixest) on what
had not been adopted yet, so that a unit that adopted early is never a control for one that adopts late; what they leave
unexplained after adoption is the effect. The second stage regresses on dummies that exclude each other, without an
intercept, so its coefficients are means: `pyfixest.did2s` gives the same numbers (tested). Intervals: leave one unit
out, and the t distribution of the units that adopted (they are few, and few make other intervals too short). All those
samples stand in one table with effects of their own, so that one regression fits them: a tenth of the time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

from motcua.replication.effects.rules import EARLIEST, LATEST, LEAST_TREATED, Observation

if TYPE_CHECKING:
    import pandas as pd

CONFIDENCE: Final = 0.95
OVERALL: Final = None
EXACT: Final = 1e-12  # the fitted effects are found by iteration; the default stops at the sixth digit
WHOLE: Final = -1  # the sample that leaves nobody out; the others bear the number of the unit they leave out


@dataclass(frozen=True)
class Estimate:
    """An effect on the monthly figure of a unit, with its 95 % interval; None: too few `units` stand behind it."""

    effect: float
    units: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Answer:
    """The mean effect, and what is left by months since adoption (0 = the first full month, negative = before)."""

    overall: Estimate
    by_month: tuple[tuple[int, Estimate], ...]
    units: int
    observations: int


def estimate(observations: Sequence[Observation]) -> Answer:
    """Return the answer for a panel that `rules.what_is_missing` found sufficient."""
    frame = _frame(observations)
    effects = _effects(_samples(frame))
    whole, left_out = effects.pop(WHOLE), list(effects.values())
    adopted = frame.unit[frame.treated].nunique()
    behind = {OVERALL: adopted, **frame.groupby("since").unit.nunique().to_dict()}
    quantile = _quantile(adopted - 1)

    def judged(key: int | None) -> Estimate:
        if behind[key] < LEAST_TREATED:
            return Estimate(whole[key], behind[key], None, None)
        reach = quantile * _spread([one[key] for one in left_out])
        return Estimate(whole[key], behind[key], whole[key] - reach, whole[key] + reach)

    return Answer(
        overall=judged(OVERALL),
        by_month=tuple((key, judged(key)) for key in whole if key is not OVERALL),
        units=len(left_out),
        observations=len(frame),
    )


def _frame(observations: Sequence[Observation]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - 100 MB that only the worker needs

    since = [None if one.start is None else min(max(one.month - one.start, EARLIEST), LATEST) for one in observations]
    return pd.DataFrame(
        {
            "unit": [one.unit_id for one in observations],
            "month": [one.month for one in observations],
            "treated": [one.is_treated for one in observations],
            "since": since,
            "y": [one.value for one in observations],
        }
    )


def _samples(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the panel once whole and once without each unit, one below the other."""
    import pandas as pd  # noqa: PLC0415 - as above

    without = [frame[frame.unit != unit].assign(sample=unit) for unit in frame.unit.unique()]
    samples = pd.concat([frame.assign(sample=WHOLE), *without], ignore_index=True)
    for name in ("unit", "month"):
        samples[f"own_{name}"] = samples.groupby(["sample", name]).ngroup()
    return samples


def _effects(samples: pd.DataFrame) -> dict[int, dict[int | None, float]]:
    """Return for each sample the mean of what is left after adoption, and that of every month since or before it."""
    import pyfixest  # noqa: PLC0415 - 100 MB that only the worker needs

    before = pyfixest.feols("y ~ 1 | own_unit + own_month", samples[~samples.treated], vcov="iid", fixef_rm="none")
    left = samples.y - before.predict(newdata=samples, atol=EXACT, btol=EXACT)
    found: dict[int, dict[int | None, float]] = {
        int(sample): {OVERALL: float(value)}
        for sample, value in left[samples.treated].groupby(samples["sample"]).mean().items()
    }
    for (sample, since), value in left.groupby([samples["sample"], samples.since]).mean().items():
        found[int(sample)][int(since)] = float(value)
    return found


def _spread(values: Sequence[float]) -> float:
    """Return the jackknife standard error of what came out without each unit in turn."""
    middle = fmean(values)
    return math.sqrt((len(values) - 1) / len(values) * sum((value - middle) ** 2 for value in values))


def _quantile(freedom: int) -> float:
    from scipy.stats import t  # noqa: PLC0415 - with the rest of the numerical libraries, in the worker only

    return float(t.ppf((1 + CONFIDENCE) / 2, freedom))
