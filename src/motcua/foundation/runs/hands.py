"""Do parts of a long work side by side: while the database writes one, the next is computed."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Barrier
from typing import TypeVar

from django.db import connections

Part = TypeVar("Part")
Result = TypeVar("Result")


def by_hands(hands: int, work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """Yield what `work` gives for each part, as they are done; at most `hands` parts at a time.

    With one hand everything happens here, in order. With more, each hand is a thread with a connection of its own that
    it keeps to the end, so `work` sees nothing of a transaction of the caller's. Raises what `work` raises, after the
    parts under way are done.
    """
    if hands == 1:
        yield from map(work, parts)
        return
    with ThreadPoolExecutor(hands, thread_name_prefix="hand") as pool:
        try:
            yield from _in_turns(pool, hands, work, parts)
        finally:
            _put_down(pool, hands)


def _in_turns(
    pool: ThreadPoolExecutor, hands: int, work: Callable[[Part], Result], parts: Iterable[Part]
) -> Iterator[Result]:
    under_way: set[Future[Result]] = set()
    for part in parts:
        under_way.add(pool.submit(work, part))
        if len(under_way) == hands:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)
    yield from (each.result() for each in wait(under_way).done)


def _put_down(pool: ThreadPoolExecutor, hands: int) -> None:
    """Have every hand close its connection: only the thread that opened one can, and each waits for the others."""
    together = Barrier(hands)

    def close() -> None:
        together.wait()
        connections.close_all()

    wait([pool.submit(close) for _ in range(hands)])
