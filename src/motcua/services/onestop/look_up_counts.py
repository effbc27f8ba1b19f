"""How often dossiers are looked up, counted beside the page: in memory, and written down every few seconds.

The page that is asked for most must not write. What one web process counted in the last `EVERY` seconds is lost when it
is killed (SIGKILL); an ordinary end writes it down.
"""

import logging
import multiprocessing.util
from collections import Counter
from datetime import date, datetime
from threading import Event, Lock, Thread

from django.db import DatabaseError, connection, transaction

from motcua.foundation.units.rules import day_of

EVERY = 5.0  # seconds

log = logging.getLogger(__name__)
_counted: Counter[tuple[int, date]] = Counter()
_lock = Lock()
_ADD = """
INSERT INTO onestop_lookupcount AS kept (unit_id, day, count) VALUES (%s, %s, %s)
ON CONFLICT (unit_id, day) DO UPDATE SET count = kept.count + excluded.count
"""


def count_look_up(*, unit_id: int, now: datetime) -> None:
    """Count one look-up of a dossier that the unit received."""
    with _lock:
        _counted[unit_id, day_of(now)] += 1


def write_down() -> None:
    """Add what was counted to the table; what cannot be written is kept for the next time."""
    with _lock:
        taken = Counter(_counted)
        _counted.clear()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # in one order, so that two processes never wait for each other
            cursor.executemany(_ADD, [(unit, day, count) for (unit, day), count in sorted(taken.items())])
    except DatabaseError as error:
        log.warning("Look-ups are written down later: %s", error)
        with _lock:
            _counted.update(taken)


def keep_writing_down() -> None:
    """Write down every few seconds and at the end of this process; called once by each web process."""
    Thread(target=_write_now_and_then, name="look-up counts", daemon=True).start()
    multiprocessing.util.Finalize(None, _write_and_let_go, exitpriority=1)


def _write_now_and_then() -> None:
    pause = Event()
    while not pause.wait(EVERY):
        _write_and_let_go()


def _write_and_let_go() -> None:
    """Write down what there is and give the connection back: the pages need it."""
    if _counted:
        write_down()
        connection.close()
