"""A small installation with dossiers and files, and a second, empty place to restore into."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker, Settings

from motcua.config import prepare
from motcua.config.backup.take import session_of, take_backup
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, make_dossier, make_office
from tests.migrated_database import copy_of_migrated, working_at
from tests.stage import THE_STAGE


@pytest.fixture(autouse=True)
def _database_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands use the server of the tests, which is up."""
    monkeypatch.setattr(prepare, "reachable", nullcontext)


@pytest.fixture
def dossier(transactional_db: None, settings: Settings, tmp_path: Path) -> Dossier:
    """A dossier with a file, whose result was handed over; one more waits."""
    settings.FILES_ROOT = tmp_path / "files"
    office = make_office()
    make_dossier(office, State.ACCEPTED, online=True)
    return make_dossier(office, State.RETURNED, online=True)


@pytest.fixture
def backup(dossier: Dossier, tmp_path: Path, now: datetime) -> Path:
    """A backup of it."""
    path = tmp_path / "backup.tar"
    take_backup(path=path, now=now)
    return path


@pytest.fixture(scope="session")
def kept_backup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A backup taken once, for tests that only read what it says or spoil their copy of it."""
    folder = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock():
        THE_STAGE.clear()  # another database is worked at, which takes leave of what stands there
    with (
        django_db_blocker.unblock(),
        copy_of_migrated() as name,
        working_at(name),
        override_settings(FILES_ROOT=folder / "files"),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(prepare, "reachable", nullcontext)
        make_dossier(make_office(), State.RETURNED, online=True)
        take_backup(path=folder / "backup.tar", now=NOW)
    return folder / "backup.tar"


@dataclass(frozen=True)
class Place:
    """A database that is not there yet, and an empty folder for files."""

    database: str
    files: Path


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path, backup: Path) -> Iterator[Place]:
    """From here on Django works at the second place."""
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    settings.FILES_ROOT = tmp_path / "elsewhere"
    with working_at(name):
        yield Place(name, tmp_path / "elsewhere")
    for each in databases():
        if each.startswith(name):
            with session_of("postgres") as session:
                session.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(each)))


def databases() -> list[str]:
    """Every database of the server, by name."""
    with session_of("postgres") as session:
        return [name for (name,) in session.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()]
