"""Each night one backup, and only our own old ones go."""

from datetime import datetime, timedelta
from pathlib import Path

from pytest_django import Settings

from motcua.config.backup.check import check_backup
from motcua.config.backup.nightly import back_up_nightly
from motcua.foundation.health.gauges import all_gauges
from motcua.services.onestop.models import Dossier


def test_without_a_folder_nothing_is_taken(dossier: Dossier, now: datetime) -> None:
    assert back_up_nightly(now=now) is None


def test_the_last_ones_are_kept_and_nothing_else_is_touched(
    dossier: Dossier, now: datetime, tmp_path: Path, settings: Settings
) -> None:
    settings.BACKUP_FOLDER, settings.BACKUPS_KEPT = str(tmp_path / "nights"), 2
    for night in range(3):
        assert back_up_nightly(now=now + timedelta(days=night)) is not None
        (tmp_path / "nights" / "letter.tar").write_text("of somebody else")
    assert back_up_nightly(now=now + timedelta(days=2)) is None
    names = sorted(path.name for path in (tmp_path / "nights").iterdir())
    assert names == ["letter.tar", "motcua-20190409.tar", "motcua-20190410.tar"]
    assert check_backup(tmp_path / "nights" / names[-1]).rows["onestop_dossier"] == 2


def test_what_a_killed_night_left_half_written_goes(
    dossier: Dossier, now: datetime, tmp_path: Path, settings: Settings
) -> None:
    folder = tmp_path / "nights"
    settings.BACKUP_FOLDER = str(folder)
    folder.mkdir()
    for name in ("motcua-20190401.tar.part", "theirs.tar.part"):
        (folder / name).write_bytes(b"half")
    back_up_nightly(now=now)
    assert sorted(path.name for path in folder.iterdir()) == ["motcua-20190408.tar", "theirs.tar.part"]


def test_its_age_is_among_the_figures(dossier: Dossier, now: datetime, tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_FOLDER = str(tmp_path / "nights")
    back_up_nightly(now=now)
    told = {each.name: each.values[0].number for each in all_gauges(now + timedelta(hours=1)) if each.values}
    assert told["motcua_backup_age_seconds"] == 3600
