"""What is wrong with the set-up is one sentence and exit status 2, never a traceback."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from motcua.config.embedded import Cluster
from tests.migrated_database import copy_of_migrated

MINIMUM_ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


def motcua(*words: str, var: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as an operator does."""
    return subprocess.run(
        [sys.executable, "-m", "motcua.cli", *words],
        env={**MINIMUM_ENVIRONMENT, "MOTCUA_VAR": str(var), **settings},
        capture_output=True,
        text=True,
        timeout=600,  # a busy machine is slow, not wrong
        check=False,
    )


def assert_refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    """The sentence stands alone on standard error."""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("motcua: ")
    assert sentence in done.stderr
    assert done.returncode == 2


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        yield listening.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://u:p@localhost/motcua", "DATABASE_URL must look like postgresql://"),
        ("postgresql://u:p@no-such-host.invalid/motcua", "The database of DATABASE_URL cannot be used: "),
        ("postgresql://u:p@localhost/motcua?nonsense=1", 'invalid connection option "nonsense"'),
    ],
)
def test_a_wrong_database_address_is_told(tmp_path: Path, url: str, sentence: str) -> None:
    assert_refused(motcua("prepare", var=tmp_path, DATABASE_URL=url), sentence)


def test_a_database_server_that_is_not_there_is_told(tmp_path: Path, closed_port: int) -> None:
    url = f"postgresql://u:p@127.0.0.1:{closed_port}/motcua"
    assert_refused(motcua("prepare", var=tmp_path, DATABASE_URL=url), "Connection refused")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(("motcua:", "motcua:x"), "password authentication failed"), (("/postgres", "/nowhere"), "does not exist")],
)
def test_a_wrong_password_and_a_missing_database_are_told(
    tmp_path: Path, change: tuple[str, str], sentence: str, embedded_cluster: Cluster
) -> None:
    url = embedded_cluster.url("postgres").replace(*change)
    assert_refused(motcua("prepare", var=tmp_path, DATABASE_URL=url), sentence)


def test_a_port_in_use_is_told(tmp_path: Path, busy_port: int) -> None:
    done = motcua("serve", "--port", str(busy_port), var=tmp_path)
    assert_refused(done, f"Port {busy_port} on 127.0.0.1 is in use; choose another one with --port.")


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_is_none_is_told(tmp_path: Path, port: str) -> None:
    assert_refused(motcua("serve", f"--port={port}", var=tmp_path), f"{port} is no port")


def test_a_setting_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert_refused(motcua("check", var=tmp_path, MOTCUA_DEMO="perhaps"), "MOTCUA_DEMO must be 1 or 0")


@pytest.mark.parametrize("command", [("prepare",), ("serve", "--port", "{port}")])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, closed_port: int, command: tuple[str, ...]) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    words = [word.format(port=closed_port) for word in command]
    assert_refused(motcua(*words, var=file / "var"), f"The folder {file / 'var'} cannot be made: Not a directory.")


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[None]:
    """Mount a small file system at `path`; skip where we may not."""
    path.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root and the right to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", str(path)], check=True)
        path.rmdir()


def test_a_disk_that_is_full_at_the_first_start_is_told(tmp_path: Path) -> None:
    with small_disk(Cluster(tmp_path).home, 12):
        done = motcua("prepare", var=tmp_path)
    assert_refused(done, "No space left on device")


@pytest.fixture
def migrated(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database that is migrated already: what comes before the static files takes most of the time."""
    with django_db_blocker.unblock(), copy_of_migrated() as name:
        yield name


@pytest.mark.slow
def test_a_disk_that_is_full_for_static_files_is_told(
    tmp_path: Path, closed_port: int, embedded_cluster: Cluster, migrated: str
) -> None:
    var = tmp_path / "var"
    with small_disk(var, 1):
        done = motcua("serve", "--port", str(closed_port), var=var, DATABASE_URL=embedded_cluster.url(migrated))
    assert_refused(done, "No space left on device")
