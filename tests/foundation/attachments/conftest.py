"""Each test has its own folder for files."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def files_root(settings: Settings, tmp_path: Path) -> Path:
    """Where the files of this test lie."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"
