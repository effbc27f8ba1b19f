"""Make the platform ready to run: database server, schema, reference data. Every command that needs data enters here.

What is wrong with the set-up becomes one Trouble with one sentence; the command line prints it and ends with status 2.
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from django.db.transaction import atomic
from psycopg import sql

from motcua.config import embedded
from motcua.config.additions import AdditiveState
from motcua.config.environment import text
from motcua.config.postgresql import DatabaseTrouble
from motcua.foundation.worktime import clock

MIGRATION_LOCK = 7_203_554  # any number of our own: two processes that migrate take turns
OLDEST_POSTGRESQL = 15
ADVICE = "Check DATABASE_URL, or leave it out to use the embedded server."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`motcua prepare` takes no arguments."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date and leave."""
    del arguments
    with ready():
        return 0


def set_up_django() -> None:
    """Load settings and rooms; needs no database. Raises BadSetting for a setting that cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()


@contextmanager
def server_up() -> Iterator[embedded.Cluster | None]:
    """Keep the embedded server up while the block runs, where there is no other; its last user stops it."""
    if text("DATABASE_URL"):
        yield None
        return
    with embedded.running() as served:
        yield served


@contextmanager
def reachable() -> Iterator[None]:
    """Keep the database reachable while the block runs, starting the embedded server when there is no other.

    Raises DatabaseTrouble when it cannot be reached.
    """
    with server_up() as served:
        if served is not None:
            _create_database(served.url("postgres"), "motcua")
        set_up_django()
        _connect()
        try:
            yield
        except OperationalError as error:
            if served is not None and served.is_out_of_space():
                raise DatabaseTrouble(f"The disk of {served.home} is full.") from error
            raise DatabaseTrouble(f"The database stopped working: {_sentence(error)}") from error
        finally:
            connection.close()


@contextmanager
def ready() -> Iterator[None]:
    """Keep the platform's database reachable, migrated and filled with reference data while the block runs.

    Inside a transaction the database is at hand already and nothing is done. Raises DatabaseTrouble when it is not
    possible.
    """
    if apps.ready and connection.in_atomic_block:
        yield
        return
    with reachable():
        try:
            migrate()
            _load_reference_data()
        except OperationalError:
            raise  # the database, not the schema: told by `reachable`
        except DatabaseError as error:
            raise DatabaseTrouble(f"The database could not be brought up to date: {_sentence(error)}") from error
        connection.close()
        yield


def migrate() -> None:
    """Apply what is missing of the schema; of two processes the second waits and finds nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            executor = _WholeMigrations(connection)
            targets = executor.loader.graph.leaf_nodes()
            if plan := executor.migration_plan(targets):
                executor.migrate(targets, plan, executor.additive_state())
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


class _WholeMigrations(MigrationExecutor):
    """Write a migration and the record of it in one transaction.

    Django records after the commit when keys are added last; a process that is stopped in between leaves tables that
    no record speaks of, and no start ever comes through again.
    """

    def additive_state(self) -> AdditiveState:
        """Return the state that the migrations applied so far have left."""
        left = self._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined]
        return AdditiveState(left.models, left.real_apps)

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,  # noqa: FBT001, FBT002 - Django's own signature
        fake_initial: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> ProjectState:
        with atomic() if migration.atomic else nullcontext():
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


def _load_reference_data() -> None:
    from motcua.config import reference  # noqa: PLC0415 - models load after django.setup()

    reference.load(now=clock.now())


def _create_database(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as session:
        if session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            try:
                session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            except psycopg.errors.UniqueViolation:
                return  # another process was faster
            except psycopg.OperationalError as error:
                raise DatabaseTrouble(f"The database could not be created: {_sentence(error)}") from error


def _connect() -> None:
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        if settings.DATABASE_IS_EMBEDDED:
            raise DatabaseTrouble(f"The embedded database does not answer: {_sentence(error)}") from error
        raise DatabaseTrouble(f"The database of DATABASE_URL cannot be used: {_sentence(error)} {ADVICE}") from error
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        if (version := cursor.fetchone()) and version[0] < OLDEST_POSTGRESQL:
            raise DatabaseTrouble(f"PostgreSQL {OLDEST_POSTGRESQL} or newer is needed, not {version[0]}.")


def _sentence(error: Exception) -> str:
    """Return the last thing that the server or the driver said, as one line that ends in a full stop."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    telling = [line for line in lines if any(sign in line for sign in ("FATAL", "ERROR", "failed"))] or lines
    return f"{telling[-1].rstrip('.')}."
