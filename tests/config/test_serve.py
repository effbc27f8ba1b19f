"""One command serves; whatever way it ends, nothing is left behind and the next start works."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from motcua.config.embedded import Cluster

pytestmark = pytest.mark.slow
PATIENCE = 90.0  # seconds until a test gives up on something that must happen


def wait_for(wish: Callable[[], bool]) -> None:
    """Return once the wish is true."""
    give_up = time.monotonic() + PATIENCE
    while not wish():
        assert time.monotonic() < give_up
        time.sleep(0.1)


class Served:
    """A platform of its own in `var`, on a free port: from nothing, or from a copy of one that ran before."""

    def __init__(self, var: Path, like: "Served | None" = None) -> None:
        self.var = var
        self.cluster = Cluster(var)
        if like is not None and not var.exists():
            self._copy(like)
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.said = var.parent / f"{var.name}.said"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "motcua.cli", "serve", "--port", str(self.port), "--workers", "1"],
                env={"PATH": os.environ["PATH"], "HOME": str(var.parent), "MOTCUA_VAR": str(var)},
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def _copy(self, like: "Served") -> None:
        for source, target in ((like.var, self.var), (like.cluster.home, self.cluster.home)):
            if not target.exists():  # an ordinary user's database lies in `var` and is copied with it
                subprocess.run(["cp", "--archive", source, target], check=True)

    def wait_until_ready(self) -> None:
        """Return once the address was printed."""
        wait_for(lambda: f"Ready: http://127.0.0.1:{self.port}\n" in self.said.read_text(encoding="utf-8"))

    def answer(self) -> int:
        """Return the status of a page that needs no data."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/robots.txt", timeout=30) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def processes(self) -> list[int]:
        """Return every living process that belongs to this platform."""
        marks = (f"MOTCUA_VAR={self.var}\0".encode(), f"{self.cluster.data}".encode())
        return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if self._is_ours(entry, marks)]

    def _is_ours(self, entry: Path, marks: tuple[bytes, ...]) -> bool:
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except OSError:
            return False
        return int(entry.name) != os.getpid() and any(mark in told for mark in marks)

    def end(self) -> None:
        """Stop it, if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE)

    def remove(self) -> None:
        """Stop it and remove its database, which may lie outside the folders of the test."""
        self.end()
        wait_for(lambda: self.processes() == [])
        shutil.rmtree(self.cluster.home, ignore_errors=True)


@pytest.fixture(scope="session")
def served_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A platform in a private home, started from nothing and stopped: making one takes most of the time."""
    checkout = tmp_path_factory.mktemp("home") / "motcua"
    checkout.mkdir()
    for private in (checkout, checkout.parent):
        private.chmod(0o700)
    served = Served(checkout / "var")
    try:
        served.wait_until_ready()
        served.end()
        yield served
    finally:
        served.remove()


@pytest.fixture
def serve(tmp_path: Path, served_once: Served) -> Iterator[Callable[[], Served]]:
    """Start a platform; the same one when called again."""
    started: list[Served] = []

    def start() -> Served:
        started.append(Served(tmp_path / "var", like=served_once))
        started[-1].wait_until_ready()
        return started[-1]

    yield start
    for each in started:
        each.end()
    for each in started:
        each.remove()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, served_once: Served) -> Iterator[Served]:
    """A platform that outlives whatever is killed in it, one after the other."""
    served = Served(tmp_path_factory.mktemp("lasting") / "var", like=served_once)
    try:
        served.wait_until_ready()
        yield served
    finally:
        served.remove()


def test_ctrl_c_stops_all_that_was_started_and_nothing_of_another_checkout(
    serve: Callable[[], Served], lasting: Served
) -> None:
    served = serve()
    assert served.answer() < 500
    assert_stops(served, signal.SIGINT)
    assert not served.cluster.is_running()
    assert lasting.answer() < 500
    assert lasting.cluster.is_running()


def assert_stops(served: Served, number: signal.Signals) -> None:
    """A signal ends the command with all it started, and it says so."""
    served.process.send_signal(number)
    assert served.process.wait(PATIENCE) == 0
    assert served.processes() == []
    assert served.said.read_text(encoding="utf-8").endswith("Stopped.\n")


def test_killing_the_command_leaves_no_process_behind(serve: Callable[[], Served]) -> None:
    served = serve()
    served.process.kill()
    served.process.wait()
    wait_for(lambda: served.processes() == [])
    assert not served.cluster.is_running()


def test_the_next_start_recovers_when_everything_was_killed_and_is_stopped_by_sigterm(
    serve: Callable[[], Served],
) -> None:
    served = serve()
    while ours := served.processes():
        for pid in ours:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        served.process.wait()
    again = serve()
    assert again.answer() < 500
    assert_stops(again, signal.SIGTERM)


@pytest.mark.parametrize("module", ["motcua.config.worker", "motcua.config.web"])
def test_a_killed_child_is_started_again(lasting: Served, module: str) -> None:
    victim = min(pid for pid in lasting.processes() if module in Path(f"/proc/{pid}/cmdline").read_text())
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: _runs_anew(lasting, module, victim))
    wait_for(lambda: _answers(lasting))
    assert lasting.process.poll() is None


def _runs_anew(served: Served, module: str, victim: int) -> bool:
    pids = [pid for pid in served.processes() if module in Path(f"/proc/{pid}/cmdline").read_text()]
    return bool(pids) and victim not in pids


def _answers(served: Served) -> bool:
    try:
        return served.answer() < 500
    except OSError:
        return False


def test_folders_outside_the_data_keep_their_permissions(served_once: Served) -> None:
    checkout = served_once.var.parent
    assert [path.stat().st_mode & 0o777 for path in (checkout.parent, checkout)] == [0o700, 0o700]
    assert served_once.cluster.home.stat().st_mode & 0o777 == 0o700


def test_a_killed_database_is_started_again(lasting: Served) -> None:
    os.kill(first := _postmaster(lasting), signal.SIGKILL)
    wait_for(lambda: _postmaster(lasting) not in {0, first})
    wait_for(lambda: _is_ready(lasting))
    assert lasting.process.poll() is None


def _postmaster(served: Served) -> int:
    try:
        return int((served.cluster.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _is_ready(served: Served) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{served.port}/readyz", timeout=30) as answer:
            return int(answer.status) == 200
    except OSError:
        return False
