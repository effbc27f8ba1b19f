"""The roll-up of one day at a million dossiers: every unit, every measure, read incrementally; and a whole rebuild.

Goal: under ten seconds for the day, and what it writes equals a recount.
"""

import argparse
import time
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from benchmarks import platform, population, report
from motcua.foundation.units.rules import day_of, start_of
from motcua.foundation.worktime import clock
from motcua.replication.measures.actions.rebuild import rebuild
from motcua.replication.measures.actions.roll_up import roll_up
from motcua.replication.measures.comparison import differences
from motcua.replication.measures.models import MeasureDay, RollUpMark
from motcua.services.onestop.counting import EVENT
from motcua.services.onestop.models import DossierEvent

LARGE = 1_000_000
RECORDED = 3000  # about what a day brings at a million dossiers a year
GOAL = 10.0
SERVICE = "onestop"

# an event of that day on each of some open dossiers; taken back at the end
_RECORD = """
INSERT INTO onestop_dossierevent
  (dossier_id, seq, at, kind, actor_kind, actor_name, from_state, to_state, step, office_unit_id, public, payload)
SELECT id, version + 1, %s, 'note', 'system', 'benchmark', state, state, step, office_unit_id, false, '{"sets": {}}'
FROM onestop_dossier WHERE closed_at IS NULL ORDER BY id LIMIT %s
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    arguments = parser.parse_args()
    with platform.prepared():
        now = clock.now()
        population.grow_to(arguments.dossiers, now=now)
        last = day_of(now)
        first = last - timedelta(days=400)
        seconds, figures = _timed_rebuild(first, last)
        report.line("rollup_rebuild", seconds, "s")
        report.line("rollup_figures", figures, "figures")
        day = last - timedelta(days=30)
        seconds, units, wrong = _timed_day(day, now)
        report.line("rollup_day", seconds, "s", seconds / GOAL, f"limit_{GOAL:.0f}_s_{units}_units")
        report.line("rollup_day_differences", wrong, "figures")


def _timed_rebuild(first: date, last: date) -> tuple[float, int]:
    begun = time.perf_counter()
    figures = rebuild(service=SERVICE, first=first, last=last)
    return time.perf_counter() - begun, figures


def _timed_day(day: date, now: datetime) -> tuple[float, int, int]:
    """Return the seconds of a roll-up after something was recorded of one day, for how many units, and what differs."""
    with transaction.atomic():
        position = DossierEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
        RollUpMark.objects.all().delete()
        RollUpMark.objects.create(service=SERVICE, read_at=now - timedelta(hours=1), position={EVENT: position})
        with connection.cursor() as cursor:
            cursor.execute(_RECORD, [start_of(day) + timedelta(hours=9), RECORDED])
        begun = time.perf_counter()
        roll_up(service=SERVICE, now=now)
        seconds = time.perf_counter() - begun
        units = MeasureDay.objects.filter(service=SERVICE, day=day).values("unit").distinct().count()
        wrong = len(differences(SERVICE, first=day, last=day))
        transaction.set_rollback(True)
    return seconds, units, wrong


if __name__ == "__main__":
    main()
