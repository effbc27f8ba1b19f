"""What every test shares: a real PostgreSQL, a closed network, one moment in time."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from datetime import datetime

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings
from pytest_socket import socket_allow_hosts

from motcua.config import embedded, prepare
from motcua.config.environment import var_directory
from motcua.foundation.worktime.clock import ZONE
from tests import vnpay_stand_in
from tests.migrated_database import migrated_database
from tests.stage import THE_STAGE, Stage, commits

_held = ExitStack()
# Django knows them and does not empty them: the queue keeps its tables itself
OF_THE_QUEUE = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers")
WRITTEN_BY_MIGRATIONS = frozenset({"django_content_type", "auth_permission"})


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server once, before the workers connect; WhiteNoise warns when its folder is missing."""
    (var_directory() / "static").mkdir(parents=True, exist_ok=True)
    if not os.environ.get("DATABASE_URL") and not hasattr(config, "workerinput"):
        _held.enter_context(embedded.running(durable=False))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what we started."""
    _held.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: no worker is left alone with it at the end."""
    items.sort(key=_is_quick)


def _is_quick(item: pytest.Item) -> bool:
    """Tell whether a test takes its ordinary place; those that commit come after those that need an empty database."""
    return commits(item) or item.get_closest_marker("slow") is None


def pytest_collection_finish() -> None:
    """Have the collector pass over what was loaded: it stays until the end, and walking it took a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _plain_static_files() -> Iterator[None]:
    """Name static files as they are: nobody has to collect them before the tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STATIC_ROOT=None, STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def _closed_network() -> Iterator[None]:
    """Only loopback may be reached."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    yield
    socket_allow_hosts(None)


@pytest.fixture(autouse=True)
def _vietnamese_again() -> Iterator[None]:
    """A page read in English leaves its language to the thread: the next test begins in Vietnamese."""
    yield
    translation.deactivate()


@pytest.fixture
def now() -> datetime:
    """A working Monday morning in the dispatch's spring: 08:30 on 8 April 2019."""
    return datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)


@pytest.fixture
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command, which brings its own database up, use that of the test, which is up."""
    monkeypatch.setattr(prepare, "ready", nullcontext)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Copy the database of the tests from one that is migrated."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a transactional test empty its tables, append-only ones too, without touching the empty ones.

    Truncating two hundred tables and making content types anew took most of the time of such a test.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (may_skip_triggers,) = cursor.fetchone() or (False,)
        cursor.execute(
            "SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)"
            " FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 <> 0"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    with pytest.MonkeyPatch.context() as patch:
        if may_skip_triggers:
            patch.setattr(DatabaseOperations, "sql_flush", _emptying)
            patch.setattr(flush, "emit_post_migrate_signal", lambda *_args, **_options: None)
        yield
        with django_db_blocker.unblock():
            THE_STAGE.clear()


@pytest.fixture
def _stage(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Stage:
    """What the test begins with."""
    with django_db_blocker.unblock():
        THE_STAGE.set_for(request.node)
    return THE_STAGE


@pytest.fixture
def _django_db_helper(_stage: Stage, _django_db_helper: None) -> None:
    """Set the stage before the test's own transaction begins."""


def _emptying(self: DatabaseOperations, style: object, tables: Sequence[str], **options: bool) -> list[str]:
    """Return what empties the tables that hold something; what migrations wrote for every test stays."""
    del style, options
    names = sorted({*tables, *OF_THE_QUEUE} - WRITTEN_BY_MIGRATIONS)
    with self.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names))  # noqa: S608 - our own tables
        filled = [name for (name,) in cursor.fetchall()]
    return ["SET LOCAL session_replication_role = replica", *(f'DELETE FROM "{name}"' for name in filled)]  # noqa: S608


@pytest.fixture(scope="session")
def embedded_cluster() -> embedded.Cluster:
    """The embedded server that serves these tests; skip where another server does."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("these tests run on the server of DATABASE_URL")
    return embedded.cluster()


@pytest.fixture
def gateway(settings: Settings) -> Iterator[vnpay_stand_in.StandIn]:
    """The stand-in of the gateway, and the settings that lead to it."""
    with vnpay_stand_in.running() as served:
        settings.VNPAY_TMN_CODE = vnpay_stand_in.TMN_CODE
        settings.VNPAY_SECRET = vnpay_stand_in.SECRET
        settings.VNPAY_PAY_URL = served.address + vnpay_stand_in.PAY_PATH
        settings.VNPAY_API_URL = served.address + vnpay_stand_in.API_PATH
        settings.VNPAY_IPN_ADDRESSES = []
        yield served
