"""Put a backup back: beside what is there first, checked there, and only then in its place; never half."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from motcua.config import prepare
from motcua.config.backup import programs
from motcua.config.backup.check import CHUNK, check_backup, members, readable
from motcua.config.backup.manifest import DATABASE, FILES, BackupRefused, Manifest, Part
from motcua.config.backup.revived import revived
from motcua.config.backup.take import check_space, rows_of, session_of
from motcua.foundation.attachments import content
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.verify import broken_links

ACTION = "platform.restore"
TARGET = ("platform", "restore")
MAINTENANCE = "postgres"  # the database that one stands in while another is made, renamed or dropped
_HELD = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
_EXISTS = "SELECT 1 FROM pg_database WHERE datname = %s"


@dataclass(frozen=True)
class Restored:
    """What was put back, and the name under which the former database is kept ("" when there was none).

    `revived` names the records that were destroyed there after the backup was taken: they are back.
    """

    manifest: Manifest
    former: str
    revived: tuple[str, ...] = ()


def put_back(*, path: Path, replace: bool, now: datetime) -> Restored:
    """Put the backup at `path` back and return what it was.

    Contents of files are added to those that are there; they are named by what is in them, so none is ever changed
    but one that is no longer what its name says, which is mended. The database is filled under another name, compared
    with the manifest, its journal verified and its schema brought up to date; then the names are exchanged in one
    transaction. Whatever goes wrong before leaves the platform as it was.

    Raises BackupRefused: the backup is damaged, the keys do not fit, it comes from a newer platform, the database holds
    units and `replace` is not said, somebody is still connected to it, or the disk is full.
    """
    manifest = check_backup(path)
    _check_migrations(manifest)
    name = str(connection.settings_dict["NAME"])
    connection.close()
    _check_place(name, replace=replace)
    content.contents().mkdir(parents=True, exist_ok=True)
    check_space(content.contents(), manifest.size_of_files)
    check_space(_home_of_database(), 2 * manifest.database_size)
    with readable(path):
        _put_contents(path)
    with readable(path), _beside(name) as fresh:
        _fill(path, fresh, next(part for part in manifest.parts if part.name == DATABASE))
        _compare_rows(manifest, fresh)
        with _django_at(fresh):
            _bring_up_to_date(path, manifest, now)
        former = _exchange(name, fresh, now)
    if former and not _holds_units(former):
        drop_former(former)  # there was nothing in it
        former = ""
    return Restored(manifest, former, tuple(revived(former, now=now)) if former else ())


def _check_migrations(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {name.split(".")[0] for name in known}
    unknown = sorted(name for name in manifest.migrations if name not in known and name.split(".")[0] in ours)
    if unknown:
        raise BackupRefused(
            f"This backup was taken by a newer platform ({manifest.made_by}): {unknown[0]} is unknown here. Install "
            "that version first."
        )


def _check_place(name: str, *, replace: bool) -> None:
    with session_of(MAINTENANCE) as session:
        if session.execute(_EXISTS, [name]).fetchone() is None:
            return
        held = session.execute(_HELD, [name]).fetchone()
    if held and held[0]:
        raise BackupRefused(f"{held[0]} sessions still use the database {name}: stop `motcua serve` and workers first.")
    if not replace and _holds_units(name):
        raise BackupRefused(
            f"The database {name} holds units already. Restore into an empty one, or say --replace: what is there now "
            "is then kept under another name."
        )


def _holds_units(name: str) -> bool:
    with session_of(name) as session:
        there = session.execute("SELECT to_regclass('public.units_unit') IS NOT NULL").fetchone()
        if there is None or not there[0]:
            return False
        return session.execute("SELECT 1 FROM units_unit LIMIT 1").fetchone() is not None


def _home_of_database() -> Path:
    """Return the folder of the embedded server; for another server, whose disk we cannot see, our own."""
    from motcua.config import embedded  # noqa: PLC0415

    home = embedded.cluster().home
    return home if home.is_dir() else content.contents()


def _put_contents(path: Path) -> None:
    for name, stream in members(path):
        if name.startswith(FILES) and not content.is_whole(name.removeprefix(FILES)):
            with content.workplace() as folder:
                _copy(stream, folder / "restored")
                kept = content.keep(folder / "restored")
            if kept != name.removeprefix(FILES):
                raise BackupRefused(f"{path} is damaged: {name} is not what its name says. Use another backup.")


def _copy(stream: IO[bytes], target: Path) -> None:
    with target.open("xb") as file:
        while chunk := stream.read(CHUNK):
            file.write(chunk)


@contextmanager
def _beside(name: str) -> Iterator[str]:
    """Give an empty database beside `name`; it is gone afterwards unless it took the name."""
    fresh = f"{name[:48]}_restoring"
    with session_of(MAINTENANCE) as session:
        _drop(session, fresh)
        try:
            session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupRefused(
                f"The user of the database may not create one: ALTER USER … CREATEDB. ({error})"
            ) from error
        try:
            yield fresh
        finally:
            _drop(session, fresh)


def _drop(session: psycopg.Connection, name: str) -> None:
    session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _fill(path: Path, database: str, told: Part) -> None:
    """Load the database from a copy that was measured: the file itself may be changed after it was checked."""
    with tempfile.TemporaryFile() as copy:
        digest = hashlib.sha256()
        for name, stream in members(path):
            if name == DATABASE:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
                break
        if digest.hexdigest() != told.sha256:
            raise BackupRefused(f"{path} was changed while it was read. Nothing was changed.")
        copy.seek(0)
        programs.load(database=database, stream=copy)
    with session_of(database) as session:
        session.execute("ANALYZE")


def _compare_rows(manifest: Manifest, database: str) -> None:
    with session_of(database) as session:
        found = rows_of(session)
    for table in sorted(manifest.rows.keys() | found.keys()):
        if manifest.rows.get(table) != found.get(table):
            raise BackupRefused(
                f"{table} has {found.get(table, 0)} rows after the restore and had {manifest.rows.get(table, 0)} "
                "when the backup was taken. Nothing was changed."
            )


@contextmanager
def _django_at(database: str) -> Iterator[None]:
    """Let Django work in another database while the block runs."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _bring_up_to_date(path: Path, manifest: Manifest, now: datetime) -> None:
    """Verify the journal, apply the migrations that came later, and write down that this was restored."""
    if broken := list(islice(broken_links(), 1)):
        raise BackupRefused(f"The journal in {path} does not hold together: {broken[0]}. Nothing was changed.")
    prepare.migrate()
    journal.record(
        actor=Actor.system("restore"),
        unit_id=None,
        action=ACTION,
        target=TARGET,
        now=now,
        detail={"file": path.name, "taken_at": manifest.taken_at},
    )


def _exchange(name: str, fresh: str, now: datetime) -> str:
    """Give `fresh` the name; return the name that the former database got, "" when there was none."""
    former = f"{name[:40]}_before_{now:%Y%m%d_%H%M%S}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with session_of(MAINTENANCE) as session:
        existed = session.execute(_EXISTS, [name]).fetchone() is not None
        try:
            with session.transaction():
                if existed:
                    session.execute(rename.format(sql.Identifier(name), sql.Identifier(former)))
                session.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
        except psycopg.errors.ObjectInUse as error:
            raise BackupRefused(
                f"Somebody connected to {name} meanwhile: stop everything and restore again."
            ) from error
    return former if existed else ""


def drop_former(name: str) -> None:
    """Remove the former database that a restore kept."""
    with session_of(MAINTENANCE) as session:
        _drop(session, name)
