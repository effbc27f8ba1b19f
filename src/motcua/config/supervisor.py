"""Keep the platform's processes running: start, watch, start again with growing patience, stop."""

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from motcua.config import processes
from motcua.config.environment import Trouble

QUICK_DEATH = 10.0  # seconds; a process that ends sooner is thought to be broken
MOST_QUICK_DEATHS = 5
HIGHEST_PORT = 65_535
GRACE = 20.0  # seconds between asking a process to stop and ending it


class Stopped(Exception):
    """Somebody asked us to stop."""


@dataclass
class Child:
    """One process that must run; `settings` are environment variables of its own.

    One that `waits` loads itself and begins its work only when it is told to.
    """

    title: str
    module: str
    log: Path
    arguments: Sequence[str] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    waits: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        """Start the process."""
        self.started = time.monotonic()
        self.process = processes.start(
            self.module, self.arguments, log=self.log, settings=self.settings, waits=self.waits
        )

    def begin(self) -> None:
        """Tell a process that waits to begin; one that is started from now on begins at once."""
        self.waits = False
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()

    def watch(self) -> None:
        """Start the process again when it ended; raise Trouble when it ends at once time after time."""
        if self.process is None:
            if time.monotonic() >= self.not_before:
                self.start()
            return
        if (status := self.process.poll()) is None:
            return
        self.process = None
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self.started < QUICK_DEATH else 0
        if self.quick_deaths >= MOST_QUICK_DEATHS:
            raise Trouble(f"The {self.title} ends at once each time (exit status {status}); see {self.log}.")
        delay = 2**self.quick_deaths - 1
        self.not_before = time.monotonic() + delay
        again = f"in {delay} s" if delay else "now"
        print(f"The {self.title} ended (exit status {status}) and is started again {again}.", file=sys.stderr)  # noqa: T201

    def ask_to_stop(self) -> None:
        """Ask the process to finish."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, until: float) -> None:
        """Wait for the process until the given monotonic time, then end it with all it started."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that ask us to stop into Stopped, raised once; further ones do not disturb the cleaning up."""
    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: object) -> None:
        del number, frame
        for each in wanted:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {each: signal.signal(each, stop) for each in wanted}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextlib.contextmanager
def running(children: Sequence[Child]) -> Iterator[None]:
    """Start the children; stop them all when the block ends."""
    try:
        for child in children:
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_stop()
        until = time.monotonic() + GRACE
        for child in children:
            child.stop(until)


def wait_until_answering(children: Sequence[Child], host: str, port: int) -> None:
    """Return when the web server answers a request; keeps watching the children meanwhile."""
    while not _answers(host, port):
        for child in children:
            child.watch()
        time.sleep(0.1)


def watch(children: Sequence[Child], *, look_after: Callable[[], object] = lambda: None) -> None:
    """Keep the children running, and `look_after` what they stand on; ends only by an exception."""
    while True:
        time.sleep(0.5)
        look_after()
        for child in children:
            child.watch()


def check_port(host: str, port: int) -> None:
    """Raise Trouble when nobody could listen there."""
    if not 0 < port <= HIGHEST_PORT:
        raise Trouble(f"{port} is no port: choose one between 1 and {HIGHEST_PORT}.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen(1)
    except socket.gaierror as error:
        raise Trouble(f"The host {host} is not known here: {error.strerror}.") from error
    except OSError as error:
        reason = (
            "is in use; choose another one with --port"
            if error.errno == errno.EADDRINUSE
            else f"is refused: {error.strerror}"
        )
        raise Trouble(f"Port {port} on {host} {reason}.") from error


def _answers(host: str, port: int) -> bool:
    line = http.client.HTTPConnection(host, port, timeout=30)
    try:
        line.request("GET", "/robots.txt")
        line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return True
