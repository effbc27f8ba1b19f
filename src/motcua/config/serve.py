"""`motcua serve`: database, web server and worker in one command, for a newcomer and for a single machine alike."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.config import embedded, prepare, supervisor, web
from motcua.config.environment import Trouble, text, var_directory
from motcua.config.supervisor import Child, Stopped
from motcua.foundation.worktime import clock

LOCAL = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not listened on
LOG_LIMIT = 20 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=web.default_workers(), help="web processes (default: one a core)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C or a signal; raises Trouble when that is not possible."""
    supervisor.check_port(arguments.host, arguments.port)
    _tell_settings(arguments.host, arguments.port)
    try:
        # the web server loads its pages while this process loads itself and prepares the database
        with supervisor.stoppable(), prepare.server_up(), _web_server(arguments) as web_server, prepare.ready():
            _serve(arguments, web_server)
    except Stopped:
        print("Stopped.", flush=True)  # noqa: T201 - the command line speaks here
    return 0


def _serve(arguments: argparse.Namespace, web_server: Child) -> None:
    from motcua.config import demonstration, static_files  # noqa: PLC0415 - both need loaded settings

    static_files.collect()
    accounts = demonstration.build_if_wanted(now=clock.now())
    web_server.begin()
    asked = "127.0.0.1" if arguments.host == "0.0.0.0" else arguments.host  # noqa: S104
    supervisor.wait_until_answering([web_server], asked, arguments.port)
    worker = Child("worker", "motcua.config.worker", _log("worker"))
    with supervisor.running([worker]):
        print(f"Ready: {_address(asked, arguments.port)}", *accounts, sep="\n", flush=True)  # noqa: T201
        supervisor.watch([web_server, worker], look_after=_revive_database)


def _revive_database() -> None:
    """Start the embedded server again when somebody killed it."""
    if not text("DATABASE_URL") and embedded.revive():
        print("The database server had ended and was started again.", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _web_server(arguments: argparse.Namespace) -> Iterator[Child]:
    """Run the web server while the block does; it loads itself and waits."""
    options = ("--host", arguments.host, "--port", str(arguments.port), "--workers", str(arguments.workers))
    child = Child("web server", "motcua.config.web", _log("web"), (*options, "--when-told"), waits=True)
    with supervisor.running([child]):
        yield child


def _log(name: str) -> Path:
    """Return the log of a process; keep one old one, so that a disk is not filled by talk."""
    path = var_directory() / "log" / f"{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        shutil.move(path, path.with_suffix(".log.1"))
    return path


def _tell_settings(host: str, port: int) -> None:
    """Let the settings follow from where we listen, for this process and its children, unless the operator set them."""
    if not text("MOTCUA_PUBLIC_URL"):
        os.environ["MOTCUA_PUBLIC_URL"] = _address("127.0.0.1" if host in EVERYWHERE else host, port)
    if not text("MOTCUA_HOSTS") and host not in LOCAL:
        if host in EVERYWHERE:
            raise Trouble(f"With --host {host} set MOTCUA_HOSTS to the names this server is called by, for example *.")
        os.environ["MOTCUA_HOSTS"] = f"localhost,127.0.0.1,[::1],{host}"


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
