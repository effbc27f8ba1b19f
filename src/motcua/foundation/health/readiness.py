"""Can this installation do its work? Each check says what is wrong in one sentence, or nothing."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from motcua.foundation.health.queries import seconds_since_heartbeat

HEARTBEAT = 60.0  # seconds; a worker says every ten that it lives


@dataclass(frozen=True)
class Finding:
    """What one check found: its name, and the fault ("" when all is well)."""

    name: str
    fault: str


def findings() -> list[Finding]:
    """Return what each check finds; when the database does not answer, those that need it are not asked."""
    if fault := _answered(_database):
        return [Finding("database", fault), Finding("disk", _disk())]
    needing = (("database", lambda: ""), ("migrations", _migrations), ("worker", _worker))
    return [*(Finding(name, _answered(check)) for name, check in needing), Finding("disk", _disk())]


def _answered(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, InterfaceError) as error:
        return f"The database does not answer: {type(error).__name__}."


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        row = cursor.fetchone()
    return "The database takes no changes: it is a standby." if row and row[0] else ""


def _migrations() -> str:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    if not missing:
        return ""
    app, name = min(missing)
    return f"{len(missing)} migrations are missing, {app}.{name} among them: run `motcua prepare`."


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations or {})


def _worker() -> str:
    seconds = seconds_since_heartbeat()
    if seconds is None:
        return "No worker runs: messages, letters and scans wait. Start `motcua worker`."
    return f"No worker has said for {seconds:.0f} s that it lives." if seconds > HEARTBEAT else ""


def _disk() -> str:
    folder = Path(settings.FILES_ROOT)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free >= settings.LEAST_FREE:
        return ""
    megabyte = 1024 * 1024
    return f"{folder} has {free // megabyte} MB left, less than {settings.LEAST_FREE // megabyte} MB."
