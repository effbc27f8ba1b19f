"""How many requests were answered, counted in memory beside the page and written down every few seconds.

What a web process counted in the last `EVERY` seconds is lost when it is killed (SIGKILL).
"""

import logging
import multiprocessing.util
from threading import Event, Lock, Thread

from django.db import DatabaseError, connection, transaction

EVERY = 5.0  # seconds
# the first folder of an address tells what kind of page it is; whatever else comes is a page for the public
ROUTES = {
    "tra-cuu": "look_up",
    "can-bo": "staff",
    "tai-khoan": "account",
    "api": "api",
    "static": "static",
    "livez": "probe",
    "readyz": "probe",
    "metrics": "probe",
}
PUBLIC = "public"

log = logging.getLogger(__name__)
_counted: dict[tuple[str, int], list[float]] = {}
_lock = Lock()
_ADD = """
INSERT INTO health_requestcount AS kept (route, status, count, seconds) VALUES (%s, %s, %s, %s)
ON CONFLICT (route, status) DO UPDATE SET count = kept.count + excluded.count, seconds = kept.seconds + excluded.seconds
"""


def count_request(*, path: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    key = (ROUTES.get(path.split("/", 2)[1] if "/" in path else "", PUBLIC), status)
    with _lock:
        if (kept := _counted.get(key)) is None:
            _counted[key] = [1, seconds]
        else:
            kept[0] += 1
            kept[1] += seconds


def write_down() -> None:
    """Add what was counted to the table; what cannot be written is kept for the next time."""
    with _lock:
        taken = dict(_counted)
        _counted.clear()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # in one order, so that two processes never wait for each other
            cursor.executemany(_ADD, [(*key, int(count), seconds) for key, (count, seconds) in sorted(taken.items())])
    except DatabaseError as error:
        log.warning("Requests are written down later: %s", error)
        with _lock:
            for key, (count, seconds) in taken.items():
                kept = _counted.setdefault(key, [0, 0.0])
                kept[0] += count
                kept[1] += seconds


def keep_writing_down() -> None:
    """Write down every few seconds and at the end of this process; called once by each web process."""
    Thread(target=_write_now_and_then, name="request counts", daemon=True).start()
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
