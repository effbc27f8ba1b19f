"""Counts beside the pages, kept in memory and written down every few seconds: a page asked for often must not write.

What a process counted in the last `EVERY` seconds is lost when it is killed (SIGKILL); an ordinary end writes it down.
"""

import logging
import multiprocessing.util
from threading import Event, Lock, Thread
from typing import Any, Generic, TypeVar

from django.db import DatabaseError, connection, transaction

EVERY = 5.0  # seconds

Key = TypeVar("Key", bound=tuple[object, ...])
log = logging.getLogger(__name__)


class SideCounts(Generic[Key]):
    """Amounts by key; `statement` adds a row of them to a table: the parts of the key, then its amounts."""

    def __init__(self, title: str, statement: str) -> None:
        self.title = title
        self.statement = statement
        self._counted: dict[Key, list[float]] = {}
        self._lock = Lock()

    def __bool__(self) -> bool:
        """Tell whether something waits to be written."""
        return bool(self._counted)

    def add(self, key: Key, *amounts: float) -> None:
        """Add to what is counted for `key`."""
        with self._lock:
            self._add(key, amounts)

    def _add(self, key: Key, amounts: tuple[float, ...] | list[float]) -> None:
        if (kept := self._counted.get(key)) is None:
            self._counted[key] = [*amounts]
            return
        for place, amount in enumerate(amounts):
            kept[place] += amount

    def forget(self) -> None:
        """Forget what waits to be written."""
        self._take()

    def _take(self) -> dict[Key, list[float]]:
        with self._lock:
            taken, self._counted = self._counted, {}
        return taken

    def write_down(self) -> None:
        """Add what was counted to the table; what cannot be written is kept for the next time."""
        taken = self._take()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # in one order, so that two processes never wait for each other
                cursor.executemany(self.statement, [(*key, *amounts) for key, amounts in sorted(taken.items())])
        except DatabaseError as error:
            log.warning("%s are written down later: %s", self.title, error)
            with self._lock:
                for key, amounts in taken.items():
                    self._add(key, amounts)


def keep_writing_down(*kinds: SideCounts[Any]) -> None:
    """Write down every few seconds and at the end of this process; called once by each web process."""

    def now_and_then() -> None:
        pause = Event()
        while not pause.wait(EVERY):
            _write_and_let_go(kinds)

    Thread(target=now_and_then, name="counts beside the pages", daemon=True).start()
    multiprocessing.util.Finalize(None, _write_and_let_go, args=(kinds,), exitpriority=1)


def _write_and_let_go(kinds: tuple[SideCounts[Any], ...]) -> None:
    """Write down what there is and give the connection back: the pages need it."""
    if waiting := [kind for kind in kinds if kind]:
        for kind in waiting:
            kind.write_down()
        connection.close()
