"""Every setting and every id of a check is explained to the people who run an installation."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src" / "motcua" / "config").rglob("*.py")))
SETTINGS = sorted(set(re.findall(r'\b(?:text|flag|number|words|key)\(\s*"((?:MOTCUA_|DATABASE_)\w+)"', SOURCE)))
IDS = sorted(set(re.findall(r'id="(motcua\.[EW]\d+)"', SOURCE)))


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_explained(name: str) -> None:
    assert f"`{name}`" in OPERATIONS


@pytest.mark.parametrize("name", IDS)
def test_every_id_of_a_check_is_explained(name: str) -> None:
    assert f"| `{name}` |" in OPERATIONS


def test_nothing_is_explained_that_is_not_there() -> None:
    explained = re.findall(r"\| `(motcua\.[EW]\d+)` \|", OPERATIONS)
    assert sorted(explained) == IDS
