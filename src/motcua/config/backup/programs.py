"""pg_dump and pg_restore: where they are and how they reach the database without its password on a command line."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.db import connection

from motcua.config import postgresql
from motcua.config.backup.manifest import BackupRefused
from motcua.config.environment import text

CHUNK = 256 * 1024


def dump(*, snapshot: str, write: Callable[[bytes], None]) -> None:
    """Hand the database, as `snapshot` sees it, to `write` in the custom format of pg_dump."""
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
    with tempfile.TemporaryFile("w+b") as said:
        with subprocess.Popen(  # noqa: S603 - our own program and arguments
            [_program("pg_dump"), *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(str(connection.settings_dict["NAME"])),
        ) as process:
            assert process.stdout is not None  # noqa: S101 - a pipe was asked for
            while chunk := process.stdout.read(CHUNK):
                write(chunk)
        _check("pg_dump", process.returncode, said)


def load(*, database: str, stream: IO[bytes]) -> None:
    """Fill the empty `database` from what `dump` wrote."""
    options = ("--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={database}")
    with tempfile.TemporaryFile("w+b") as said:
        with subprocess.Popen(  # noqa: S603 - our own program and arguments
            [_program("pg_restore"), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=_environment(database),
        ) as process:
            assert process.stdin is not None  # noqa: S101 - a pipe was asked for
            try:
                shutil.copyfileobj(stream, process.stdin, CHUNK)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it gave up, and says why
        _check("pg_restore", process.returncode, said)


def _program(name: str) -> str:
    """Return the program of MOTCUA_PG_PROGRAMS when that folder is named, else the one of the wheel."""
    folder = Path(text("MOTCUA_PG_PROGRAMS")) if text("MOTCUA_PG_PROGRAMS") else postgresql.binaries()
    if not (folder / name).exists():
        raise BackupRefused(f"{folder} holds no {name}; set MOTCUA_PG_PROGRAMS to the folder of the server's programs.")
    return str(folder / name)


def server() -> dict[str, str]:
    """Return how the server of the platform is reached, by the names that libpq has for it."""
    settings = connection.settings_dict
    known = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "sslmode": settings["OPTIONS"].get("sslmode"),
        "sslrootcert": settings["OPTIONS"].get("sslrootcert"),
    }
    return {name: str(value) for name, value in known.items() if value}


def _environment(database: str) -> dict[str, str]:
    told = {f"PG{name.upper()}": value for name, value in server().items()}
    return {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C",
        "PGCONNECT_TIMEOUT": "10",
        "PGDATABASE": database,
        **told,
    }


def _check(name: str, status: int, said: IO[bytes]) -> None:
    if status == 0:
        return
    said.seek(0)
    lines = [line for line in said.read().decode("utf-8", errors="replace").splitlines() if line.strip()]
    telling = next((line for line in lines if "error" in line.lower()), lines[0] if lines else "no reason was given")
    advice = ""
    if "version" in telling or "unrecognized configuration parameter" in telling:
        advice = " Set MOTCUA_PG_PROGRAMS to the folder with the programs of that server's version."
    raise BackupRefused(f"{name} did not finish: {telling.strip()[:300].rstrip('.')}.{advice}")
