"""The running platform that a benchmark measures: database, demo base, and the real web server on a free port."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from motcua.config import prepare, processes, static_files
from motcua.config.environment import var_directory
from motcua.config.web import default_workers
from motcua.demo import command
from motcua.foundation.worktime import clock

BASE_DOSSIERS = 60


@contextmanager
def prepared() -> Iterator[None]:
    """Keep a migrated database with the demo's units, staff and procedures at hand."""
    with prepare.ready():
        static_files.collect()
        command.build_if_empty(now=clock.now(), dossiers=BASE_DOSSIERS)
        yield


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(module: str = "motcua.config.web", *, ready_path: str = "/") -> Iterator[int]:
    """Run a web server module (`--host --port --workers`) and give its port once it answers."""
    port = free_port()
    log = Path(var_directory(), "log")
    log.mkdir(parents=True, exist_ok=True)
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(default_workers())]
    server = processes.start(
        module, arguments, log=log / f"{module}.log", settings={"PYTHONPATH": str(Path(__file__).parents[1])}
    )
    try:
        wait_for(f"http://127.0.0.1:{port}{ready_path}")
        yield port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(address: str) -> None:
    """Return once the address answers; raise TimeoutError after a minute."""
    for _ in range(600):
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)
