"""Several hands at once: what a test of a lock needs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from motcua.foundation.audit.refusal import Refused


def at_once(act: Callable[[], object], hands: int) -> list[str]:
    """Do `act` by several hands at the same moment; return "" for each that did it and the code of each refusal."""
    start = Barrier(hands)

    def hand(_number: int) -> str:
        start.wait()
        try:
            act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(hands) as pool:
        return sorted(pool.map(hand, range(hands)))
