"""pyHanko signs and checks in an event loop; each time gets one of its own, in a thread of its own.

The caller's thread may have a loop running, in which another cannot be started.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def in_own_loop(begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Return what the coroutine of `begin` returns, or raise what it raises."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(begin())).result()
