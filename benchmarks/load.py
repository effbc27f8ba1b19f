"""A small load generator: how many answers a second, and how long does each take?

Raw sockets and one event loop, so that on two shared cores the server gets most of the machine. Every answer is read
whole and its status is checked.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

HEAD_END = b"\r\n\r\n"


@dataclass
class Result:
    """What a run measured: answers, errors, seconds, and each answer's milliseconds."""

    seconds: float = 0.0
    errors: int = 0
    times: list[float] = field(default_factory=list)
    first_error: str = ""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def add(self, other: "Result") -> None:
        """Take what another run measured into this one."""
        self.seconds += other.seconds
        self.errors += other.errors
        self.times += other.times
        self.first_error = self.first_error or other.first_error

    def percentile(self, share: float) -> float:
        """Milliseconds under which `share` (0–1) of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Connection(asyncio.Protocol):
    """One kept-alive connection that sends the next request as soon as the last answer is whole."""

    def __init__(self, requests: Iterator[bytes], result: Result, expected: bytes, until: Callable[[], bool]) -> None:
        self.requests, self.result, self.expected, self.is_over = requests, result, expected, until
        self.buffer = bytearray()
        self.needed = 0
        self.started = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        """Send one request, or finish when the time is over."""
        request = None if self.is_over() else next(self.requests, None)
        if request is None:
            self.transport.close()
            return
        self.buffer.clear()
        self.needed = 0
        self.started = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Collect an answer; when it is whole, note it and go on."""
        self.buffer += data
        if not self.needed:
            end = self.buffer.find(HEAD_END)
            if end < 0:
                return
            self.needed = end + len(HEAD_END) + _content_length(bytes(self.buffer[:end]))
        if len(self.buffer) >= self.needed:
            self.result.times.append((time.perf_counter() - self.started) * 1000)
            if not self.buffer.startswith(self.expected):
                self.result.errors += 1
                self.result.first_error = self.result.first_error or bytes(self.buffer[:400]).decode(errors="replace")
            self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        """End; a connection that the server closed in the middle of an answer is an error."""
        if not self.is_over() and exc is not None:
            self.result.errors += 1
            self.result.first_error = self.result.first_error or str(exc)
        if not self.done.done():
            self.done.set_result(None)


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"an answer without a length: {head!r}")


def head(method: str, path: str, headers: str = "") -> bytes:
    """Return the head of a request."""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()


def get(path: str, headers: str = "") -> bytes:
    """Return the bytes of a GET request."""
    return head("GET", path, headers)


async def _drive(port: int, requests: Iterator[bytes], connections: int, seconds: float, expected: bytes) -> Result:
    result = Result()
    loop = asyncio.get_running_loop()
    start = time.perf_counter()

    def is_over() -> bool:
        return time.perf_counter() - start >= seconds

    made = [
        await loop.create_connection(lambda: Connection(requests, result, expected, is_over), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _, protocol in made))
    result.seconds = time.perf_counter() - start
    return result


def drive(
    port: int,
    requests: list[bytes],
    *,
    connections: int = 32,
    seconds: float = 10.0,
    expected: bytes = b"HTTP/1.1 200",
    once: bool = False,
) -> Result:
    """Send the requests over `connections` for `seconds`; round and round, or each of them `once`."""
    source = iter(requests) if once else cycle(requests)
    return asyncio.run(_drive(port, source, connections, seconds, expected))
