"""Take a backup while the platform runs: one snapshot of the database, and the files that this snapshot speaks of."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from motcua.config.backup import programs
from motcua.config.backup.manifest import DATABASE, FILES, MANIFEST, BackupRefused, Manifest, fingerprint
from motcua.config.backup.tar import TarWriter
from motcua.foundation.attachments import content
from motcua.foundation.attachments.holding import HOLD_CONTENTS
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor

ACTION = "platform.backup"
TARGET = ("platform", "backup")
UNFINISHED = ".part"  # ends the name of a backup that is being written
_CONTENTS = """
SELECT content_sha256 FROM attachments_storedfile
UNION SELECT thumbnail_sha256 FROM attachments_storedfile WHERE thumbnail_sha256 <> ''
ORDER BY 1
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
_LAST_SEAL = "SELECT number || ':' || encode(hash, 'hex') FROM audit_seal ORDER BY number DESC LIMIT 1"


def take_backup(*, path: Path, now: datetime) -> Manifest:
    """Write the backup `path` and return its manifest; nobody has to stop working meanwhile.

    The file has its name only when it is whole. Raises BackupRefused when `path` is taken, the disk has no room, or
    the database cannot be read. What is `lost` in the manifest should be looked into at once.
    """
    if path.exists():
        raise BackupRefused(f"{path} exists already: a backup is never written over another one.")
    with _unfinished(path) as file, _snapshot() as session:
        _check_space(path, session)
        manifest = _written(file, session, now)
    journal.record(
        actor=Actor.system("backup"),
        unit_id=None,
        action=ACTION,
        target=TARGET,
        now=now,
        detail={"file": path.name, "files": len(manifest.files), "lost": len(manifest.lost)},
    )
    return manifest


def _written(file: BinaryIO, session: psycopg.Connection, now: datetime) -> Manifest:
    tar = TarWriter(file)
    with tar.part(DATABASE) as part:
        programs.dump(snapshot=_text(session, "SELECT pg_export_snapshot()"), write=part.write)
    lost = [sha256 for (sha256,) in session.execute(_CONTENTS).fetchall() if not _add_content(tar, sha256)]
    manifest = Manifest(
        taken_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        made_by=version("motcua"),
        key=fingerprint(),
        migrations=tuple(name for (name,) in session.execute(_MIGRATIONS).fetchall()),
        rows=rows_of(session),
        database_size=int(_text(session, "SELECT pg_database_size(current_database())")),
        last_seal=_text(session, _LAST_SEAL),
        lost=tuple(lost),
        parts=tuple(tar.parts),
    )
    with tar.part(MANIFEST) as part:
        part.write(manifest.sealed())
    tar.finish()
    return manifest


def _add_content(tar: TarWriter, sha256: str) -> bool:
    """Add a content; one that is gone or no longer what its name says is left out, and False is returned."""
    try:
        source = content.path_of(sha256).open("rb")
    except OSError:
        return False
    with source, tar.part(f"{FILES}{sha256}") as part:
        while chunk := source.read(content.CHUNK):
            part.write(chunk)
    if part.sha256 == sha256:
        return True
    tar.drop_last()
    return False


def rows_of(session: psycopg.Connection) -> dict[str, int]:
    """Return how many rows each table holds."""
    tables = [name for (name,) in session.execute(_TABLES).fetchall()]
    return {
        name: int(_text(session, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))) for name in tables
    }


@contextmanager
def session_of(database: str) -> Iterator[psycopg.Connection]:
    """Open a session of our own to a database of the server that the platform uses."""
    known = make_conninfo(dbname=database, connect_timeout=10, **programs.server())
    with psycopg.connect(known, autocommit=True) as session:
        yield session


@contextmanager
def _snapshot() -> Iterator[psycopg.Connection]:
    """Open a transaction that sees one moment; meanwhile no content is swept."""
    with session_of(str(connection.settings_dict["NAME"])) as session:
        session.execute(HOLD_CONTENTS)
        session.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield session
        session.execute("COMMIT")


@contextmanager
def _unfinished(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the name `path` when the block ends well, and is gone when it does not."""
    making = path.with_name(f"{path.name}{UNFINISHED}")
    with _begun(making) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(f"Another backup is just being written to {path}.") from error
        try:
            os.fchmod(file.fileno(), 0o600)  # what a broken off run left may be open to others
            file.truncate()
            yield file
            file.flush()
            os.fsync(file.fileno())
            making.rename(path)
        except BaseException:
            making.unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _begun(making: Path) -> BinaryIO:
    try:
        making.parent.mkdir(parents=True, exist_ok=True)
        return os.fdopen(os.open(making, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    except OSError as error:
        raise BackupRefused(f"{making} cannot be written: {error.strerror or error}.") from error


def _check_space(path: Path, session: psycopg.Connection) -> None:
    """A dump is smaller than its database: with room for both and the files a backup never fills the disk."""
    files = "SELECT coalesce(sum(content_size), 0) FROM attachments_storedfile"
    needed = int(_text(session, "SELECT pg_database_size(current_database())")) + int(_text(session, files))
    check_space(path.parent, needed)


def check_space(folder: Path, needed: int) -> None:
    """Raise BackupRefused unless the disk of `folder` has room for `needed` bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        megabyte = 1024 * 1024
        raise BackupRefused(
            f"{folder} has {free // megabyte} MB left and {needed // megabyte + 1} MB may be needed. Make room, or "
            "choose another disk."
        )


def _text(session: psycopg.Connection, query: str | sql.Composed) -> str:
    row = session.execute(query).fetchone()
    return "" if row is None else str(row[0])
