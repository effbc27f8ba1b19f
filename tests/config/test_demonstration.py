"""When is a demo built? In an empty database of our own, or when it is said; never over somebody's data."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.config import demonstration
from motcua.config.environment import BadSetting
from motcua.demo import command
from motcua.foundation.worktime.clock import ZONE
from tests.factories.units import make_staff, make_unit

NOW = datetime(2026, 11, 23, 15, 20, tzinfo=ZONE)
SCRIPT = Path(__file__).parents[2] / "script"
WARNED = "DATABASE_URL names the database, so no demo is built in it. MOTCUA_DEMO=1 builds one if it is empty.\n"
ELSEWHERE = {"DATABASE_URL": "postgresql://u:p@localhost/that"}


@contextmanager
def checkout(folder: Path) -> Iterator[Path]:
    """A checkout that is set up already and whose Python only says what it was told of the demo."""
    shutil.copytree(SCRIPT, folder / "script")
    (folder / "script" / "lib" / "setup.sh").write_text(f"ROOT={folder}\nset_up() {{ :; }}\n", encoding="utf-8")
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s" "demo=$MOTCUA_DEMO"\n', encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    yield folder


@pytest.mark.parametrize(
    ("given", "told", "warned"),
    [
        ({}, "demo=1", ""),
        ({"MOTCUA_DEMO": "0"}, "demo=0", ""),
        (ELSEWHERE, "demo=0", WARNED),
        ({"DATABASE_URL_FILE": "/run/secrets/url"}, "demo=0", WARNED),
        (ELSEWHERE | {"MOTCUA_DEMO": "1"}, "demo=1", ""),
        (ELSEWHERE | {"MOTCUA_DEMO_FILE": "/run/secrets/demo"}, "demo=", ""),
    ],
)
def test_script_server_builds_no_demo_in_a_named_database_unless_told(
    tmp_path: Path, given: dict[str, str], told: str, warned: str
) -> None:
    with checkout(tmp_path / "checkout") as folder:
        done = subprocess.run(
            [folder / "script" / "server"],
            env={"PATH": os.environ["PATH"], **given},
            capture_output=True,
            text=True,
            check=True,
        )
    assert (done.stdout, done.stderr) == (told, warned)


@pytest.mark.django_db
def test_a_database_that_holds_something_else_is_not_run_as_a_demo(settings: Any) -> None:
    settings.DEMO = True
    make_staff(unit=make_unit())
    with pytest.raises(BadSetting, match="holds no demo"):
        demonstration.build_if_wanted(now=NOW)
    settings.DEMO = False
    assert demonstration.build_if_wanted(now=NOW) == ()


@pytest.mark.django_db
def test_a_demo_tells_its_accounts_at_each_start(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    monkeypatch.setattr(command, "build_if_empty", lambda **_given: False)
    monkeypatch.setattr(command, "is_built", lambda: True)
    assert "quantri" in demonstration.build_if_wanted(now=NOW)[0]
