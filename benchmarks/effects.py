"""Do the intervals of the effect study hold what they promise? 500 simulated districts with an effect, 500 without.

Goal: the true effect lies in the 95 % interval in 90–98 % of the runs, and where there is no effect one is found about
as often as the level of 5 % allows. Then 2,000 districts of 4 to 15 wards, of which 0 to all adopt: those too small
must be refused, and the answers of the others hold as well. Beside it what the library's own clustered errors would
promise, and the plain two-way fixed effects regression on an effect that grows.
"""

import argparse
import random
import time
import warnings
from collections.abc import Sequence
from statistics import fmean

from benchmarks import report
from motcua.replication.effects.estimate import Answer, Estimate, estimate
from motcua.replication.effects.rules import LEAST_TREATED, LEAST_UNITS, Observation, comparable, what_is_missing
from tests.factories.effects import UNITS, make_panel

EFFECT = 6.0
GROWING = 50  # runs enough to see a bias
MANY = 4  # districts of every size for one of the usual size: half of them are refused


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=500)
    runs = parser.parse_args().runs
    panels = [comparable(make_panel(seed, effect=EFFECT)) for seed in range(runs)]
    estimate(panels[0])  # loads the libraries
    began = time.process_time()
    found = [estimate(panel) for panel in panels]
    report.line("effect_study_cpu", (time.process_time() - began) / runs, "s")
    _coverage(found)
    without = [estimate(comparable(make_panel(seed + runs, effect=0))).overall for seed in range(runs)]
    report.line("effect_false_alarms", _share([not _holds(one, 0) for one in without]), "%")
    _small_districts(runs)
    clustered = [_library_holds(panel) for panel in panels]
    report.line("effect_coverage_clustered_errors", _share(clustered), "%")
    _growing(min(runs, GROWING))


def _coverage(found: Sequence[Answer]) -> None:
    whole = _share([_holds(one.overall, EFFECT) for one in found])
    report.line("effect_coverage", whole, "%", whole / 95, "95%_promised")
    report.line("effect_bias", fmean(one.overall.effect for one in found) - EFFECT, "dossiers")
    by_month: dict[int, list[Estimate]] = {}
    for answer in found:
        for month, one in answer.by_month:
            by_month.setdefault(month, []).append(one)
    for month, all_of_it in sorted(by_month.items()):
        shown = [_holds(one, EFFECT if month >= 0 else 0) for one in all_of_it if one.low is not None]
        report.line(
            f"effect_coverage_month_{month}", _share(shown), "%", len(shown) / len(found), "share_with_interval"
        )


def _small_districts(runs: int) -> None:
    """Districts of every size: is what is too small refused, and does the rest keep its promise?"""
    chance, wrong, held = random.Random(runs), 0, []
    for seed in range(2 * runs, (2 + MANY) * runs):
        units = chance.randint(4, UNITS)
        adopting = chance.randint(0, units)
        panel = comparable(make_panel(seed, effect=EFFECT, units=units, adopting=adopting))
        is_refused = what_is_missing(panel) is not None
        if not is_refused:
            held.append(_holds(estimate(panel).overall, EFFECT))
        wrong += not is_refused and (units < LEAST_UNITS or adopting < LEAST_TREATED)
    report.line("effect_sizes_refused", 100 * (1 - len(held) / (MANY * runs)), "%")
    report.line("effect_sizes_wrongly_answered", wrong, "districts")
    report.line("effect_sizes_coverage", _share(held), "%", len(held), "districts_answered")


def _growing(runs: int) -> None:
    """An effect that rises by a tenth a month: how far off are we, and how far is the plain regression?"""
    panels = [comparable(make_panel(seed, effect=EFFECT, growing=True)) for seed in range(runs)]
    ours = fmean(estimate(panel).overall.effect - _truth(panel) for panel in panels)
    plain = fmean(_two_way(panel) - _truth(panel) for panel in panels)
    report.line("effect_bias_growing", ours, "dossiers", ours / plain, f"two_way_fixed_effects_{plain:.2f}")


def _share(them: Sequence[bool]) -> float:
    return 100 * sum(them) / len(them)


def _holds(found: Estimate, truth: float) -> bool:
    return found.low is not None and found.high is not None and found.low <= truth <= found.high


def _truth(seen: Sequence[Observation]) -> float:
    """Return the mean effect over the months with the model that are in the panel."""
    return fmean(EFFECT * (1 + (one.month - (one.start or 0)) / 10) for one in seen if one.is_treated)


def _library_holds(seen: Sequence[Observation]) -> bool:
    """Tell whether the interval from the clustered errors of the library holds the truth."""
    import pyfixest  # noqa: PLC0415 - slow to load: not for --help

    fit = pyfixest.did2s(
        _frame(seen),
        yname="y",
        first_stage="~0 | unit + month",
        second_stage="~treated",
        treatment="treated",
        cluster="unit",
    )
    low, high = fit.confint().loc["treated"]
    return bool(low <= EFFECT <= high)


def _two_way(seen: Sequence[Observation]) -> float:
    """Return what a regression on unit, month and treatment finds: early adopters serve as controls there."""
    import pyfixest  # noqa: PLC0415 - as above

    return float(pyfixest.feols("y ~ treated | unit + month", _frame(seen)).coef()["treated"])


def _frame(seen: Sequence[Observation]) -> object:
    import pandas as pd  # noqa: PLC0415 - with pyfixest

    rows = [(one.unit_id, one.month, int(one.is_treated), one.value) for one in seen]
    return pd.DataFrame(rows, columns=["unit", "month", "treated", "y"])


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
