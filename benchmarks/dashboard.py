"""The dashboard of figures at a year of a million dossiers: how long a coordinator waits for fifteen wards.

Goal: p95 under 250 ms with as many readers at once as there are cores. The figures are those of the roll-up
(`script/bench rollup` counts them from the dossiers).
"""

import argparse
import os
from datetime import timedelta

from benchmarks import as_staff, load, platform, population, report
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.replication.measures.actions.rebuild import rebuild
from motcua.replication.measures.models import MeasureDay

LARGE = 1_000_000
GOAL = 250.0
COORDINATOR = "caicach"
PATHS = (
    "/can-bo/nhan-rong/so-lieu/",
    "/can-bo/nhan-rong/so-lieu/?chi-tieu=filed&cap=all",
    "/can-bo/nhan-rong/so-lieu/?chi-tieu=mean_time",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    parser.add_argument("--seconds", type=float, default=15)
    arguments = parser.parse_args()
    with platform.prepared():
        now = clock.now()
        population.grow_to(arguments.dossiers, now=now)
        if not MeasureDay.objects.exists():
            rebuild(service="onestop", first=day_of(now) - timedelta(days=400), last=day_of(now))
        figures = MeasureDay.objects.count()
        coordinator = Staff.objects.get(user__username=COORDINATOR)
        requests = [as_staff.asking(coordinator, path) for path in PATHS]
        with platform.serving(ready_path="/") as port:
            load.drive(port, requests, connections=1, seconds=3)
            measured = load.drive(port, requests, connections=os.cpu_count() or 1, seconds=arguments.seconds)
    wait = measured.percentile(0.95)
    report.line("dashboard_p95", wait, "ms", wait / GOAL, f"limit_{GOAL:.0f}_ms_{figures}_figures")
    report.line("dashboard", measured.rate, "pages/s")
    report.line("dashboard_errors", measured.errors, "answers")


if __name__ == "__main__":
    main()
