"""PostgreSQL from a wheel: the database of an installation that has no `DATABASE_URL`.

As root, data and a copy of the binaries live under /var/lib/motcua and belong to an ordinary user; otherwise everything
lives under `var/postgresql`. Whoever uses the cluster holds a shared lock on one file; the last one to leave stops the
server. A killed process loses its lock by itself, and its keeper, a sleeping shell, then leaves in its place.
"""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO
from urllib.parse import quote

from motcua.config import postgresql, server_log
from motcua.config.environment import kept_secret, var_directory
from motcua.config.postgresql import DatabaseTrouble

PLAIN_SOCKET_PATH = re.compile(r"[\w./@+-]{1,86}", re.ASCII)  # the kernel's limit less "/.s.PGSQL.5432.lock"
SOCKET_NAME = ".s.PGSQL.5432"
SERVER_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "80",
    "shared_buffers": "512MB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "dynamic_shared_memory_type": "mmap",
}
SPEED_BEFORE_SAFETY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STILL_LEAVING = ("shared memory block", "lock file")
WAL_SEGMENT = 16 * 1024 * 1024  # bytes
PATIENCE = 15.0  # seconds that the processes of a killed server may take to notice


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data folder and what is needed to run it."""

    var: Path

    @cached_property
    def owner(self) -> pwd.struct_passwd | None:
        """The ordinary user that the server runs as, or None when we are one already."""
        return postgresql.server_user()

    @cached_property
    def key(self) -> str:
        """A short name of this cluster, so that two checkouts do not disturb each other."""
        return hashlib.sha256(str(self.var.resolve()).encode()).hexdigest()[:12]

    @cached_property
    def home(self) -> Path:
        """The folder with data, log, locks and password."""
        return postgresql.SYSTEM_HOME / self.key if os.geteuid() == 0 else self.var / "postgresql"

    @property
    def data(self) -> Path:
        """The data folder of initdb."""
        return self.home / "data"

    @cached_property
    def socket(self) -> Path:
        """The folder of the Unix socket: short enough for the kernel, plain enough for a list, closed to others."""
        if PLAIN_SOCKET_PATH.fullmatch(str(self.home / "run")):
            return self.home / "run"
        return Path(tempfile.gettempdir()) / f"motcua-{os.geteuid()}-{self.key}"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.home / "postgresql.log"

    def url(self, database: str = "motcua") -> str:
        """Return the connection URL; makes the password on first use."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://motcua:{self._password()}@{host}/{database}"

    def command(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the wheel as the server's user."""
        user = self.owner
        return subprocess.run(  # noqa: S603 - our own binaries, our own arguments
            [str(postgresql.binaries() / name), *arguments],
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.home,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        )

    def _password(self) -> str:
        path = self.home / "password"
        if not path.exists():
            self._own_folder(self.home)
            kept_secret(path, length=24)
            self._give(path)
        return kept_secret(path)

    def _own_folder(self, path: Path) -> None:
        """Make `path` a folder of the server's user that nobody else may open."""
        if self.owner:
            postgresql.system_home()
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid not in {os.geteuid(), self.owner.pw_uid if self.owner else os.geteuid()}:
            raise DatabaseTrouble(f"{path} belongs to another user; remove it or set MOTCUA_VAR.")
        self._give(path)

    def _give(self, path: Path) -> None:
        if self.owner:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def prepare(self) -> None:
        """Create the data folder when it is missing."""
        self._own_folder(self.home)
        self._own_folder(self.socket)
        self._password()
        (self.home / "belongs-to").write_text(f"{self.var}\n", encoding="utf-8")
        if (self.data / "PG_VERSION").exists():
            return
        building = self.home / "data.new"
        shutil.rmtree(building, ignore_errors=True)
        done = self.command(
            "initdb",
            *("-D", str(building), "-U", "motcua", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth=scram-sha-256", f"--pwfile={self.home / 'password'}"),
        )
        if done.returncode:
            shutil.rmtree(building, ignore_errors=True)
            raise DatabaseTrouble(
                f"PostgreSQL could not create its data folder {self.data}: {server_log.reason(done.stdout)}"
            )
        building.rename(self.data)

    def is_running(self) -> bool:
        """Tell whether a server listens on our socket."""
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(str(self.socket / SOCKET_NAME)) == 0

    def start(self, *, durable: bool = True) -> None:
        """Start the server and wait until it accepts connections; recovers by itself after a kill."""
        settings = SERVER_OPTIONS | ({} if durable else SPEED_BEFORE_SAFETY)
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        give_up = time.monotonic() + PATIENCE
        while True:
            _forget_dead_server(self.data / "postmaster.pid")
            begin = self.log.stat().st_size if self.log.exists() else 0
            done = self.command(
                "pg_ctl",
                *("start", "-w", "-t", "300", "-D", str(self.data), "-l", str(self.log)),
                *("-o", f"{options} -c unix_socket_directories='{self.socket}'"),
            )
            if done.returncode == 0:
                return
            said = server_log.since(self.log, begin) or done.stdout
            if not any(sign in said for sign in STILL_LEAVING) or time.monotonic() > give_up:
                raise DatabaseTrouble(f"PostgreSQL did not start: {server_log.reason(said)} (log: {self.log})")
            time.sleep(0.2)  # processes of a killed server are still on their way out

    def stop(self) -> None:
        """Stop the server, ending open sessions; one that cannot finish (a full disk) is ended as by a power cut."""
        for mode in ("fast", "immediate"):
            if self.command("pg_ctl", "stop", "-w", "-t", "60", "-m", mode, "-D", str(self.data)).returncode == 0:
                return
            if not self.is_running():
                return

    def is_out_of_space(self) -> bool:
        """Tell whether the disk has no room left for the next piece of the server's log of changes."""
        return shutil.disk_usage(self.home).free < WAL_SEGMENT


def cluster() -> Cluster:
    """Return the cluster of this installation's var folder."""
    return Cluster(var_directory())


@contextmanager
def running(*, durable: bool = True) -> Iterator[Cluster]:
    """Keep the server up while the block runs; the last user stops it.

    Raises DatabaseTrouble with one sentence when it cannot be started.
    """
    served = cluster()
    try:
        served.prepare()
        lock = (served.home / "users.lock").open("w")
    except OSError as error:
        raise DatabaseTrouble(f"The database folder {served.home} cannot be written: {error.strerror}.") from error
    with lock:
        _enter(served, lock, durable=durable)
        try:
            with _keeper():
                yield served
        finally:
            _leave(served, lock)


def revive() -> bool:
    """Start the server again when it is gone, as after a kill, and tell whether it was; it recovers by itself.

    For whoever is inside `running`. Raises DatabaseTrouble when it does not start.
    """
    served = cluster()
    if served.is_running():
        return False
    with _starting(served):
        if served.is_running():
            return False
        served.start()
    return True


@contextmanager
def _keeper() -> Iterator[None]:
    """Have a sleeping shell that leaves the cluster in our place should we be killed."""
    command = ["/bin/sh", "-c", 'read -r word; exec "$@"', "motcua-keeper", sys.executable, "-P", "-m", __name__]
    with subprocess.Popen(  # noqa: S603 - fixed arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"MOTCUA_VAR": str(var_directory())},
    ) as keeper:
        try:
            yield
        finally:
            keeper.kill()


def _enter(served: Cluster, lock: IO[str], *, durable: bool) -> None:
    with _starting(served):
        if not served.is_running():
            served.start(durable=durable)
        fcntl.flock(lock, fcntl.LOCK_SH)


def _leave(served: Cluster, lock: IO[str]) -> None:
    with _starting(served):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        served.stop()


@contextmanager
def _starting(served: Cluster) -> Iterator[None]:
    """Let one process at a time decide whether the server starts or stops."""
    with (served.home / "start.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _forget_dead_server(pid_file: Path) -> None:
    """Remove the pid file of a killed server that nobody has buried yet, or whose number another program has got."""
    try:
        pid = int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    if facts["Name"] != "postgres" or facts["State"].startswith(("Z", "X")):
        pid_file.unlink(missing_ok=True)


def _leave_for_the_dead() -> None:
    served = cluster()
    with (served.home / "users.lock").open("w") as lock:
        _leave(served, lock)


if __name__ == "__main__":
    _leave_for_the_dead()
