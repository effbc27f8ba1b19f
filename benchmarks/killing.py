"""The whole platform under fire: served by its supervisor, while its processes and its database are killed by SIGKILL.

The processes that serve pages are killed again and again; each lives a few seconds first, and those that the supervisor
starts itself are killed a few times only, for server and supervisor give up on what ends at once time after time. So is
the database, the embedded one: its postmaster, which the supervisor starts again, or one session, after which it
recovers by itself.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, Thread

from benchmarks import platform
from motcua.config import embedded, environment

KILLS_OF_A_CHILD = 3
REST_OF_DATABASE = 8  # seconds between two kills of the database, so that it comes back
YOUNGEST = 6.0  # seconds a process has lived before it is killed, and never less than it takes to begin
MODULES = ("motcua.config.web", "motcua.config.worker")


@dataclass
class Fire:
    """What is under fire: the port it serves, and what was killed so far, by name."""

    port: int
    killed: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def left_behind(self) -> int:
        """Return how many processes of the platform live on after its end."""
        asked = ["pgrep", "-cf", f"port {self.port} "]
        return int(subprocess.run(asked, capture_output=True, text=True, check=False).stdout)


@contextlib.contextmanager
def under_fire(*, database_kills: int) -> Iterator[Fire]:
    """Serve the platform and kill what serves it until the caller is done; then end it in peace.

    The database is killed `database_kills` times at most, and only where it is the embedded one.
    """
    fire = Fire(platform.free_port())
    server = subprocess.Popen(
        [sys.executable, "-m", "motcua.cli", "serve", "--port", str(fire.port)],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "MOTCUA_DEMO": "1"},
    )
    begun = time.monotonic()
    try:
        platform.wait_for(f"http://127.0.0.1:{fire.port}/")
        youngest = max(YOUNGEST, time.monotonic() - begun)  # a busy machine begins slowly
        Thread(target=_kill_now_and_then, args=(fire, server.pid, youngest)).start()
        if not environment.text("DATABASE_URL"):
            Thread(target=_kill_database, args=(fire, database_kills)).start()
        yield fire
    finally:
        fire.over.set()
        server.send_signal(signal.SIGINT)
        server.wait(60)


def _kill_now_and_then(fire: Fire, supervisor: int, youngest: float) -> None:
    chance = random.Random()
    while not fire.over.wait(chance.uniform(0.3, 1)):
        victims = [
            (pid, name)
            for pid, name, is_child in _descendants(supervisor, youngest)
            if not is_child or fire.killed.count(name) < KILLS_OF_A_CHILD
        ]
        if victims:
            victim, name = chance.choice(victims)
            with contextlib.suppress(ProcessLookupError):  # it was about to end by itself
                os.kill(victim, signal.SIGKILL)
                fire.killed.append(name)


def _kill_database(fire: Fire, most: int) -> None:
    """Kill the postmaster and a session in turn."""
    chance = random.Random()
    for number in range(most):
        if fire.over.wait(REST_OF_DATABASE + chance.uniform(0, 4)):
            return
        with contextlib.suppress(ProcessLookupError, OSError, ValueError, IndexError):  # it is just coming back
            first = int((embedded.cluster().data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
            sessions = _sessions_of(first)
            victim = first if number % 2 == 0 else chance.choice(sessions)
            os.kill(victim, signal.SIGKILL)
            fire.killed.append("database server" if victim == first else "database session")


def _sessions_of(postmaster: int) -> list[int]:
    """Return the processes that serve a connection; the title says so."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in found.splitlines()]
    return [int(pid) for pid, ppid, command in rows if int(ppid) == postmaster and "motcua motcua" in command]


def _descendants(supervisor: int, youngest: float) -> list[tuple[int, str, bool]]:
    """Return number, module, and whether the supervisor started it, of the processes that serve pages or run jobs.

    A process that cleans a file is none: one that is killed from outside cannot be told from one that its file killed,
    and then the file is refused, rightly.
    """
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,etimes=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in found.splitlines()]
    chosen: list[tuple[int, str, bool]] = []
    above = [supervisor]
    while above:  # numbers are given anew after the highest: a child's may be lower than its parent's
        parent = above.pop()
        for pid, ppid, seconds, command in rows:
            if int(ppid) == parent and any(module in command for module in MODULES):
                above.append(int(pid))
                is_child = parent == supervisor
                name = next((module for module in MODULES if is_child and module in command), "page process")
                if int(seconds) >= youngest:
                    chosen.append((int(pid), name, is_child))
    return chosen
