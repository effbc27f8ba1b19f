"""A migrated database that every worker copies: a copy takes a fraction of the time of migrating.

It stays on the server of the tests and is made anew when a migration, or a package that brings some, has changed.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.config import prepare
from motcua.config.environment import text

ROOT = Path(__file__).parents[1]
TURN = 7_203_555  # any number of our own: of several workers one migrates, the others wait


def migrated_database() -> str:
    """Return the name of a database that holds what the migrations make, and nothing else."""
    kind = f"{text('MOTCUA_TEST_DATABASE') or 'test_' + connection.settings_dict['NAME']}_migrated_"
    name = f"{kind}{_fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])  # until this session ends
        if name not in (known := _names(cursor, kind)):
            for outdated in known:
                cursor.execute(f"DROP DATABASE {_quoted(outdated)}")
            _make(cursor, name)
    return name


@contextmanager
def copy_of_migrated() -> Iterator[str]:
    """A migrated database beside that of the tests; gives its name."""
    name = f"{connection.settings_dict['NAME']}_beside"
    template = connection.settings_dict["TEST"]["TEMPLATE"] or migrated_database()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(template)}")
        try:
            yield name
        finally:
            cursor.execute(f"DROP DATABASE {_quoted(name)} WITH (FORCE)")


def _fingerprint() -> str:
    applying = (ROOT / "src" / "motcua" / "config" / name for name in ("prepare.py", "additions.py"))
    sources = (ROOT / "uv.lock", *applying, *sorted((ROOT / "src").glob("**/migrations/*.py")))
    digest = hashlib.sha256()
    for path in sources:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _names(cursor: CursorWrapper, kind: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [kind])
    return [name for (name,) in cursor.fetchall()]


def _make(cursor: CursorWrapper, name: str) -> None:
    """Migrate under another name, so that nobody copies what was stopped half way."""
    building = f"{name}_new"
    cursor.execute(f"CREATE DATABASE {_quoted(building)}")
    with working_at(building):
        prepare.migrate()
    cursor.execute(f"ALTER DATABASE {_quoted(building)} RENAME TO {_quoted(name)}")


@contextmanager
def working_at(database: str) -> Iterator[None]:
    """Have Django work at another database of the server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
