"""Kill web server, worker and PostgreSQL with SIGKILL while dossiers are filed: every confirmed one is there, once.

Each filing is repeated with its key until it is confirmed, as a careful client does. Afterwards the database is asked:
every confirmed code exists, and no key made two dossiers; and no process may be left behind. The processes that serve
pages are killed again and again; each lives a few seconds first, and those that the supervisor starts itself are
killed a few times only, for server and supervisor give up on what ends at once time after time. So is the database, the
embedded one: its postmaster, which the supervisor starts again, or one session, after which it recovers by itself.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from benchmarks import filings, platform, report
from motcua.config import embedded, environment, prepare
from motcua.services.onestop.models import Dossier, SubmissionKey

CLIENTS = 4
KILLS_OF_A_CHILD = 3
REST_OF_DATABASE = 8  # seconds between two kills of the database, so that it comes back
YOUNGEST = 6.0  # seconds a process has lived before it is killed, and never less than it takes to begin
MODULES = ("motcua.config.web", "motcua.config.worker")


def main() -> None:
    """File, kill, count and print; exit status 1 when something is lost or doubled."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--filings", type=int, default=500)
    parser.add_argument("--database-kills", type=int, default=4, help="at most; needs the embedded server")
    arguments = parser.parse_args()
    with platform.prepared():
        client = filings.new_client()
        bodies = filings.bodies(arguments.filings, seed=time.time_ns())
    run = secrets.token_hex(6)
    port = platform.free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "motcua.cli", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "MOTCUA_DEMO": "1"},
    )
    over = Event()
    begun = time.monotonic()
    try:
        platform.wait_for(f"http://127.0.0.1:{port}/")
        youngest = max(YOUNGEST, time.monotonic() - begun)  # a busy machine begins slowly
        Thread(target=_kill_now_and_then, args=(server.pid, youngest, over)).start()
        if not environment.text("DATABASE_URL"):
            Thread(target=_kill_database, args=(arguments.database_kills, over)).start()
        with ThreadPoolExecutor(CLIENTS) as clients:
            tasks = [
                clients.submit(_file_until_confirmed, port, body, client, f"{run}-{number}")
                for number, body in enumerate(bodies)
            ]
            codes = [task.result() for task in tasks]
    finally:
        over.set()
        server.send_signal(signal.SIGINT)
        server.wait(60)
    with prepare.ready():
        lost = len(codes) - Dossier.objects.filter(code__in=codes).count()
        made = SubmissionKey.objects.filter(key__startswith=f"{run}-").values("dossier").distinct().count()
    left = subprocess.run(["pgrep", "-cf", f"port {port} "], capture_output=True, text=True, check=False).stdout
    report.line("durability_left_behind", int(left), "processes")
    report.line("durability_confirmed", len(codes), "filings")
    for name in sorted(set(_killed)):
        report.line("durability_kills", _killed.count(name), name.replace(" ", "_"))
    report.line("durability_lost", lost, "dossiers")
    report.line("durability_doubled", made - len(set(codes)), "dossiers")
    sys.exit(1 if int(left) or lost or made != len(set(codes)) or len(set(codes)) != len(bodies) else 0)


_killed: list[str] = []


def _kill_now_and_then(supervisor: int, youngest: float, over: Event) -> None:
    chance = random.Random()
    while not over.wait(chance.uniform(0.3, 1)):
        victims = [
            (pid, name)
            for pid, name, is_child in _descendants(supervisor, youngest)
            if not is_child or _killed.count(name) < KILLS_OF_A_CHILD
        ]
        if victims:
            victim, name = chance.choice(victims)
            with contextlib.suppress(ProcessLookupError):  # it was about to end by itself
                os.kill(victim, signal.SIGKILL)
                _killed.append(name)


def _kill_database(most: int, over: Event) -> None:
    """Kill the postmaster and a session in turn."""
    chance = random.Random()
    for number in range(most):
        if over.wait(REST_OF_DATABASE + chance.uniform(0, 4)):
            return
        with contextlib.suppress(ProcessLookupError, OSError, ValueError, IndexError):  # it is just coming back
            first = int((embedded.cluster().data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
            sessions = _sessions_of(first)
            victim = first if number % 2 == 0 else chance.choice(sessions)
            os.kill(victim, signal.SIGKILL)
            _killed.append("database server" if victim == first else "database session")


def _sessions_of(postmaster: int) -> list[int]:
    """Return the processes that serve a connection; the title says so."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in found.splitlines()]
    return [int(pid) for pid, ppid, command in rows if int(ppid) == postmaster and "motcua motcua" in command]


def _descendants(supervisor: int, youngest: float) -> list[tuple[int, str, bool]]:
    """Return number, module, and whether the supervisor started it, of the processes that serve pages or run jobs."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,etimes=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in found.splitlines()]
    below, chosen = {supervisor}, []
    for pid, ppid, seconds, command in sorted(rows, key=lambda row: int(row[0])):
        if int(ppid) in below and "python" in command:
            below.add(int(pid))
            is_child = int(ppid) == supervisor
            name = next((module for module in MODULES if is_child and module in command), "page process")
            if int(seconds) >= youngest:
                chosen.append((int(pid), name, is_child))
    return chosen


def _file_until_confirmed(port: int, body: bytes, client: str, key: str) -> str:
    headers = {"Authorization": f"Bearer {client}", "Idempotency-Key": key, "Content-Type": "application/json"}
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("POST", "/api/v1/dossiers", body, headers)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
            continue
        finally:
            connection.close()
        if answer.status == http.HTTPStatus.CREATED:
            return str(json.loads(text)["code"])
        if answer.status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RuntimeError(text.decode())
        time.sleep(0.1)
    raise TimeoutError(key)


if __name__ == "__main__":
    main()
