"""Does the replay of all events give the stored rows, for a hundred thousand random histories?

Each history is drawn act by act from the table of states and the procedure's own rules: pauses, supplements, payment,
extension, apologies, hand-on, decision, withdrawal and the rest, at random moments of the last months. Each act goes
through `change_state.turned`, the core of the one writer, with the moments of the one clock; rows and events are then
stored by COPY, under every constraint of the tables. On top of that the platform's own writers of many work with what
is stored: a count of every due time again (which must find nothing to move, and moves what is open once a day is taken
off the calendar), and the move of a unit's open dossiers to another. Last, every row is compared with the replay of its
events, field by field, by `comparison.differing`, the check of every night.

What this does not run is the actions around the writer, with their locks, effects and journal: the state machine of
`tests/services/onestop/test_histories.py` does, in small. Exit status 1 when a field differs, or when the comparison
does not find a row that was changed past its events.

The calendar changes, so it wants a database of its own: `MOTCUA_VAR=$PWD/var/bench-histories script/bench histories`.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from operator import itemgetter

from django.db import connection, transaction

from benchmarks import lives, platform, population, report
from benchmarks.life import Life
from benchmarks.population import EVENT_COLUMNS, EVENTS, Row, copy
from motcua.foundation.audit.actor import Actor
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.models import CalendarDay
from motcua.foundation.worktime.queries import calendar_for, forget_calendars
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.recount_due_times import recount_due_times
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.replay import FIELDS
from motcua.services.onestop.states import Action

LARGE = 100_000
CHUNK = 2_000
BY = Actor.system("benchmark")
COLUMNS = (
    *("id", "code", "uid", "token_hash", "procedure_id", "applicant_id", "helper", "channel", "language"),
    *("contact_email", "contact_phone", "result_by", "answers", "search_key", *FIELDS),
)
PAUSE_COLUMNS = ("dossier_id", "cause", "started_at", "ended_at")
Span = tuple[int, int]


def main() -> None:
    """Draw, store, move, replay, compare and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=LARGE)
    parser.add_argument("--seed", type=int, default=None, help="the same seed draws the same histories")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    seed = time.time_ns() if arguments.seed is None else arguments.seed
    with platform.prepared():
        if population.count():
            sys.exit("This database holds other benchmarks' dossiers: run with MOTCUA_VAR=$PWD/var/bench-histories.")
        now = clock.now()
        population.people(now)
        spans = list(_spans(arguments.histories))
        print(f"seed {seed}")
        connection.close()
        with ProcessPoolExecutor(arguments.processes, mp_context=get_context("spawn")) as pool:
            _draw(pool, spans, seed, now)
            is_right = _work_with_what_is_stored(now)
            is_equal = _compare(pool, spans)
    sys.exit(0 if is_right and is_equal else 1)


def _spans(wanted: int) -> Iterator[Span]:
    """Yield first and last id of each chunk, after everything stored so far."""
    base = (Dossier.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1
    for start in range(base, base + wanted, CHUNK):
        yield start, min(start + CHUNK, base + wanted) - 1


def _draw(pool: ProcessPoolExecutor, spans: list[Span], seed: int, now: datetime) -> None:
    start = time.perf_counter()
    kinds: Counter[str] = Counter()
    for counted in pool.map(store, [(span, seed, now) for span in spans]):
        kinds.update(counted)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('onestop_dossier', 'id'), (SELECT max(id) FROM onestop_dossier))"
        )
        cursor.execute("VACUUM ANALYZE onestop_dossier, onestop_dossierevent, onestop_pause")
    histories = spans[-1][1] - spans[0][0] + 1
    report.line("histories_drawn", histories, "histories")
    report.line("histories_drawn_in", time.perf_counter() - start, "s")
    report.line("histories_events", kinds.total(), "events", kinds.total() / histories, "a_history")
    for kind, number in sorted(kinds.items()):
        report.line(f"histories_{kind}", number, "events")


def store(task: tuple[Span, int, datetime]) -> dict[str, int]:
    """Draw the histories of a span, store them in one transaction and return how many events of each kind they have."""
    (first, last), seed, now = task
    office = lives.Office.open(random.Random(f"{seed}-{first}"), now)
    drawn = [office.live(key) for key in range(first, last + 1)]
    with transaction.atomic(), connection.cursor() as cursor:
        copy(cursor, population.DOSSIERS, COLUMNS, [_row(life) for life in drawn])
        copy(cursor, EVENTS, EVENT_COLUMNS, [_event(event) for life in drawn for event in life.events])
        copy(
            cursor, "onestop_pause", PAUSE_COLUMNS, [(life.dossier.pk, *each) for life in drawn for each in life.pauses]
        )
    return Counter(str(event.kind) for life in drawn for event in life.events)


def _row(life: Life) -> Row:
    dossier = life.dossier
    return tuple(
        json.dumps(value) if isinstance(value, dict) else value
        for name, value in ((name, getattr(dossier, name)) for name in COLUMNS)
    )


def _event(event: DossierEvent) -> Row:
    return tuple(
        json.dumps(value) if name == "payload" else value
        for name, value in ((name, getattr(event, name)) for name in EVENT_COLUMNS)
    )


def _work_with_what_is_stored(now: datetime) -> bool:
    """Have the platform's own writers of many add to the histories; tell whether what was drawn had its due times."""
    still = recount_due_times(units=None, by=BY, now=now)
    report.line("histories_counted_again_and_moved", still.moved, "dossiers", None, f"of_{still.looked_at}_running")
    day = now.date() + timedelta(days=1)
    while not calendar_for(None).is_working_day(day):
        day += timedelta(days=1)
    CalendarDay.objects.create(date=day, kind=CalendarDay.Kind.HOLIDAY, name="Benchmark", document="Benchmark")
    forget_calendars()
    moved = recount_due_times(units=None, by=BY, now=now)
    report.line("histories_moved_by_a_day_off", moved.moved, "dossiers", None, f"of_{moved.looked_at}_running")
    (ended, _number), (successor, _more) = sorted(_open_by_unit().items(), key=itemgetter(1))[:2]
    gone = move_to_successor(unit_id=ended, successor_id=successor, by=BY, now=now)
    report.line("histories_moved_to_another_unit", gone, "dossiers")
    return not still.moved


def _open_by_unit() -> Counter[int]:
    """Return how many open dossiers each unit received: the fewest move, one by one, with effects and journal."""
    return Counter(Dossier.objects.filter(closed_at__isnull=True).values_list("receiving_unit", flat=True))


def _compare(pool: ProcessPoolExecutor, spans: list[Span]) -> bool:
    """Compare every row with its replay, see that one written past its events is found; tell whether all is well."""
    start = time.perf_counter()
    found = [each for part in pool.map(compared, spans) for each in part]
    seconds = time.perf_counter() - start
    histories = spans[-1][1] - spans[0][0] + 1
    report.line("histories_replayed", histories / seconds, "histories/s")
    report.line("histories_fields_compared", histories * len(FIELDS), "fields")
    report.line("histories_differing", len(found), "histories")
    for code, fields in found[:20]:
        print(f"{code}: {', '.join(fields)}")
    key = spans[0][0]
    with transaction.atomic():
        Dossier.objects.filter(pk=key).update(red_at=clock.now())
        is_found = [fields for _code, fields in differing(among=(key, key))] == [["red_at"]]
        transaction.set_rollback(True)
    report.line("histories_control_found", is_found, "of_1")
    never = sorted(set(Action) - set(DossierEvent.objects.values_list("kind", flat=True).distinct()) - NOT_DRAWN)
    report.line("histories_kinds_missing", len(never), "kinds", None, "_".join(never) or "none")
    return is_found and not found and not never


# a new version of a procedure moves dossiers by an act of its own: the state machine of the tests has it
NOT_DRAWN = {Action.MOVE_VERSION}


def compared(span: Span) -> list[tuple[str, list[str]]]:
    """Return code and differing fields of each dossier of a span that is not the replay of its events."""
    return list(differing(among=span))


if __name__ == "__main__":
    main()
