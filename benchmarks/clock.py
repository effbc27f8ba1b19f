"""How fast is the legal clock, one due time after another, and all open dossiers of a city again?

Goals: at least 20 times as many due times a second as `holidays` finds working days with its own nth-working-day walk,
measured in the same run; a million open dossiers counted again in under 60 s. They are counted twice: by the calendar
they were accepted under (nothing moves), and after a day off for everybody (nearly all move: an event and a row each).

A million open dossiers would change what the other benchmarks measure, so this one wants a database of its own:
`MOTCUA_VAR=$PWD/var/bench-clock script/bench clock`.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import mean, median

import holidays

from benchmarks import open_dossiers, platform, population, report
from motcua.config import processes
from motcua.foundation.audit.actor import Actor
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay
from motcua.foundation.worktime.queries import calendar_for, due_time, forget_calendars
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.actions.recount_due_times import Recounted, recount_due_times
from motcua.services.onestop.jobs import HANDS
from motcua.services.onestop.models import Dossier

LARGE = 1_000_000
QUESTIONS, WALKED, TURNS = 200_000, 5_000, 20
FIRST, LAST = datetime(2018, 1, 2, 8, tzinfo=ZONE), datetime(2026, 10, 1, 16, tzinfo=ZONE)
LONGEST = 30  # working days


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    arguments = parser.parse_args()
    with platform.prepared():
        processes.keep_what_is_loaded()  # as the worker does, which counts open dossiers again
        _due_times(arguments.questions)
        if population.count():
            sys.exit("This database holds the dossiers of other benchmarks: run with MOTCUA_VAR=$PWD/var/bench-clock.")
        open_dossiers.grow_to(arguments.dossiers, now=clock.now())
        _recount()


def _due_times(questions: int) -> None:
    """Ask the clock and `holidays` for the same kind of day: so many working days after a moment.

    Time of computing, which leaves out what neighbours on the machine took, in turns of which the median counts: what
    slows the processor down for a while slows both, and few turns.
    """
    vietnam = holidays.country_holidays("VN", years=range(FIRST.year, LAST.year + 2))
    limits = [Limit(days, TimeUnit.WORKING_DAY) for days in range(1, LONGEST + 1)]
    due_time(unit_id=None, start=FIRST, limit=limits[0])  # reads the calendar once
    rates, walks, same = [], [], []
    for turn in range(TURNS):
        asked = _questions(questions // TURNS, turn)
        start = time.process_time()
        ours = [due_time(unit_id=None, start=moment, limit=limits[days - 1]) for moment, days in asked]
        rates.append(len(ours) / (time.process_time() - start))
        start = time.process_time()
        theirs = [vietnam.get_nth_working_day(moment.date(), days) for moment, days in asked[: WALKED // TURNS]]
        walks.append(len(theirs) / (time.process_time() - start))
        same.append(_agreed(ours, theirs))
    ratio = median(rate / walk for rate, walk in zip(rates, walks, strict=True))
    report.line("clock_holidays_walk", median(walks), "due/s")
    report.line("clock_due_times", median(rates), "due/s", ratio, "holidays")
    report.line("clock_same_day_as_holidays", 100 * mean(same), "%")


def _questions(number: int, seed: int) -> list[tuple[datetime, int]]:
    chance = random.Random(seed)
    span = int((LAST - FIRST).total_seconds() // 60)
    return [(FIRST + timedelta(minutes=chance.randrange(span)), chance.randint(1, LONGEST)) for _ in range(number)]


def _agreed(ours: Sequence[datetime], theirs: Sequence[date]) -> float:
    """Return the share of equal days; the others follow days swapped by a yearly notice that `holidays` lacks."""
    pairs = list(zip(ours, theirs, strict=False))
    return sum(due.date() == day for due, day in pairs) / len(pairs)


def _recount() -> None:
    now = clock.now()
    report.line("recount_open_dossiers", Dossier.objects.filter(is_resting=False).count(), "dossiers")
    _timed("recount_nothing_moved", now)
    day = now.date() + timedelta(days=1)
    while not calendar_for(None).is_working_day(day):
        day += timedelta(days=1)
    off = CalendarDay.objects.create(date=day, kind=CalendarDay.Kind.HOLIDAY, name="Benchmark", document="Benchmark")
    try:
        forget_calendars()
        _timed("recount_day_off", now)
    finally:
        off.delete()
        forget_calendars()
        recount_due_times(units=None, by=Actor.system("benchmark"), now=now)  # as it was, for the next run


def _timed(name: str, now: datetime) -> Recounted:
    start = time.perf_counter()
    done = recount_due_times(units=None, by=Actor.system("benchmark"), now=now, hands=HANDS)
    seconds = time.perf_counter() - start
    report.line(name, seconds, "s", None, f"{done.moved}_of_{done.looked_at}_moved")
    return done


if __name__ == "__main__":
    main()
