"""Half a backup, a changed one, or something else altogether is refused with a sentence and exit status 2."""

import shutil
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from motcua import cli
from motcua.config.backup.check import check_backup
from motcua.config.backup.manifest import MANIFEST, BackupRefused
from motcua.config.backup.take import session_of, take_backup
from motcua.foundation.attachments import content
from motcua.foundation.attachments.actions.sweep_contents import sweep_contents
from motcua.foundation.attachments.holding import HOLD_CONTENTS
from motcua.foundation.attachments.models import StoredFile
from motcua.services.onestop.models import Dossier
from tests.factories.attachments import make_image, make_stored_file


@pytest.fixture
def backup(db: None, kept_backup: Path, tmp_path: Path) -> Path:
    """A copy of a backup, to be spoilt."""
    return Path(shutil.copy(kept_backup, tmp_path / "backup.tar"))


def flip(path: Path, place: int) -> None:
    """Change one bit."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))


def begin_of(path: Path, wanted: Callable[[str], bool]) -> int:
    """Where the bytes of a part begin."""
    with tarfile.open(path) as tar:
        return next(member.offset_data for member in tar if wanted(member.name))


@pytest.mark.parametrize("part", ["database.dump", "files/", MANIFEST])
@pytest.mark.parametrize("offset", [0, 40])
def test_one_changed_bit_is_enough(backup: Path, part: str, offset: int) -> None:
    flip(backup, begin_of(backup, lambda name: name.startswith(part)) + offset)
    with pytest.raises(BackupRefused):
        check_backup(backup)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_backup_is_half_a_backup(backup: Path, share: float) -> None:
    with backup.open("r+b") as file:
        file.truncate(int(backup.stat().st_size * share))
    with pytest.raises(BackupRefused, match=r"half|cut off"):
        check_backup(backup)


def copied(source: Path, target: Path, wanted: Callable[[str], bool]) -> Path:
    """Write the parts that are wanted into another tar file."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            if wanted(member.name):
                new.addfile(member, old.extractfile(member))
    return target


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("files/", "lacks"), ("database.dump", "lacks"), (MANIFEST, "half a backup")],
)
def test_a_missing_part_is_named(backup: Path, tmp_path: Path, left_out: str, said: str) -> None:
    without = copied(backup, tmp_path / "without.tar", lambda name: not name.startswith(left_out))
    with pytest.raises(BackupRefused, match=said):
        check_backup(without)


def test_a_part_that_no_backup_has_is_refused(backup: Path, tmp_path: Path) -> None:
    added = tmp_path / "added.tar"
    with tarfile.open(added, "w") as new:
        new.add(__file__, "../../etc/passwd")
    with pytest.raises(BackupRefused, match="no part of a backup"):
        check_backup(added)


def test_a_link_is_refused(tmp_path: Path, db: None) -> None:
    path = tmp_path / "link.tar"
    with tarfile.open(path, "w") as new:
        link = tarfile.TarInfo("database.dump")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        new.addfile(link)
    with pytest.raises(BackupRefused, match="no file"):
        check_backup(path)


def test_the_command_ends_with_a_sentence_and_status_2(
    backup: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    flip(backup, begin_of(backup, lambda name: name == "database.dump"))
    statuses = [cli.main(["restore", str(path), "--check"]) for path in (backup, tmp_path / "none.tar")]
    said = capsys.readouterr().err
    assert statuses == [2, 2]
    assert "database.dump is not what it was" in said
    assert "cannot be read: No such file" in said


def test_a_backup_is_never_written_over_another(backup: Path, now: datetime) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupRefused, match="exists already"):
        take_backup(path=backup, now=now)
    assert backup.read_bytes() == before


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, db: None, now: datetime) -> None:
    (tmp_path / "letter.txt").write_text("no folder")
    with pytest.raises(BackupRefused, match=r"letter.txt.*cannot be written: "):
        take_backup(path=tmp_path / "letter.txt" / "backup.tar", now=now)


def test_a_backup_that_fails_leaves_no_file(
    dossier: Dossier, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_PG_PROGRAMS", str(tmp_path))
    with pytest.raises(BackupRefused, match="MOTCUA_PG_PROGRAMS"):
        take_backup(path=tmp_path / "out" / "backup.tar", now=now)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_lost_file_is_told_and_the_rest_is_backed_up(dossier: Dossier, tmp_path: Path, now: datetime) -> None:
    make_stored_file(make_image(), name="anh.png")
    gone, changed = sorted(set(StoredFile.objects.values_list("content_sha256", flat=True)))[:2]
    content.path_of(gone).unlink()
    flip(content.path_of(changed), 0)
    told = take_backup(path=tmp_path / "lossy.tar", now=now)
    assert set(told.lost) == {gone, changed}
    assert check_backup(tmp_path / "lossy.tar").lost == told.lost


def test_nobody_else_can_read_a_backup(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_nothing_is_swept_while_a_backup_is_taken(dossier: Dossier, now: datetime) -> None:
    with session_of(str(connection.settings_dict["NAME"])) as session:
        session.execute(HOLD_CONTENTS)
        loose = content.incoming() / "left"
        loose.mkdir(parents=True)
        assert sweep_contents(now=now.replace(year=2090)) == 0
        session.execute("SELECT pg_advisory_unlock_all()")
    assert sweep_contents(now=now.replace(year=2090)) >= 1


def test_nobody_else_reads_a_backup_even_where_a_broken_off_run_left_its_file_open(
    dossier: Dossier, tmp_path: Path, now: datetime
) -> None:
    left = tmp_path / "open.tar.part"
    left.touch(0o666)
    left.chmod(0o666)
    take_backup(path=tmp_path / "open.tar", now=now)
    assert (tmp_path / "open.tar").stat().st_mode & 0o777 == 0o600
    assert dossier.pk
