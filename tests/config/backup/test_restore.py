"""A backup put back elsewhere is the same installation, or nothing changes at all."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from motcua import cli
from motcua.config.backup import programs, put_back
from motcua.config.backup.check import check_backup
from motcua.config.backup.manifest import BackupRefused
from motcua.config.backup.take import rows_of, session_of, take_backup
from motcua.foundation.attachments import content
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.people.models import Person
from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.units.models import Role, Unit
from motcua.services.onestop.models import Dossier
from tests.config.backup.conftest import Place, databases
from tests.factories.people import make_person
from tests.factories.units import make_staff

# what a restore adds itself: its own line in the journal
JOURNAL = {"audit_auditentry", "audit_chainhead"}


def restore(path: Path, now: datetime, *, replace: bool = False) -> put_back.Restored:
    return put_back.put_back(path=path, replace=replace, now=now)


def test_counts_chain_and_files_are_those_of_the_backup(
    dossier: Dossier, backup: Path, elsewhere: Place, now: datetime
) -> None:
    told = check_backup(backup)
    restored = restore(backup, now)

    with session_of(elsewhere.database) as session:
        found = rows_of(session)
    assert {table: count for table, count in found.items() if table not in JOURNAL} == {
        table: count for table, count in told.rows.items() if table not in JOURNAL
    }
    assert restored.former == ""
    assert list(broken_links()) == []
    assert Dossier.objects.get(code=dossier.code).applicant.identity_number == dossier.applicant.identity_number
    stored = list(StoredFile.objects.all())
    assert stored
    assert all(content.sha256_of(content.path_of(each.content_sha256)) == each.content_sha256 for each in stored)


def test_a_content_that_is_damaged_where_it_is_put_back_is_mended(
    backup: Path, elsewhere: Place, now: datetime
) -> None:
    restore(backup, now)
    damaged = content.path_of(StoredFile.objects.latest("pk").content_sha256)
    damaged.write_bytes(b"what a bad disk made of it")
    restore(backup, now, replace=True)
    assert content.is_whole(f"{damaged.parent.name}{damaged.name}")


def test_a_restored_database_still_guards_its_history(backup: Path, elsewhere: Place, now: datetime) -> None:
    restore(backup, now)
    with pytest.raises(Exception, match="append_only"):
        AuditEntry.objects.update(action="other")


def test_the_journal_tells_of_the_restore(backup: Path, elsewhere: Place, now: datetime) -> None:
    restore(backup, now)
    assert AuditEntry.objects.filter(action=put_back.ACTION).count() == 1


def test_what_is_written_while_the_backup_is_taken_is_not_in_it(
    dossier: Dossier, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, dump = Person.objects.count(), programs.dump

    def dump_later(*, snapshot: str, write: Callable[[bytes], None]) -> None:
        make_person("Người đến sau")
        dump(snapshot=snapshot, write=write)

    monkeypatch.setattr(programs, "dump", dump_later)
    told = take_backup(path=tmp_path / "while.tar", now=now)

    assert (told.rows["people_person"], Person.objects.count()) == (before, before + 1)


def test_a_database_with_units_is_not_replaced_unless_one_says_so(
    backup: Path, elsewhere: Place, now: datetime
) -> None:
    restore(backup, now)
    Unit.objects.create(kind="authority")
    with pytest.raises(BackupRefused, match="holds units already"):
        restore(backup, now)

    many = Unit.objects.count()
    former = restore(backup, now, replace=True).former
    with session_of(former) as session:
        assert rows_of(session)["units_unit"] == many
    assert Unit.objects.count() == many - 1


def test_what_was_destroyed_after_the_backup_and_comes_back_is_named(
    dossier: Dossier, backup: Path, elsewhere: Place, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    restore(backup, now)
    later = now.replace(year=2045)
    office = Dossier.objects.get(code=dossier.code).deciding_unit
    clerk, leader = (make_staff(role=role, unit=office) for role in (Role.CLERK, Role.LEADER))
    proposed = propose_disposal(record_class="dossier", unit_id=office.pk, by=clerk, now=later)
    decide_disposal(disposal_id=proposed.pk, approve=True, note="", by=leader, now=later)
    assert carry_out(disposal_id=proposed.pk, now=later) == 1
    connection.close()
    assert cli.main(["restore", str(backup), "--replace"]) == 0
    assert f"back: {dossier.code} was destroyed after this backup was taken" in capsys.readouterr().out
    assert Dossier.objects.get(code=dossier.code).destroyed_at is None


def test_an_empty_database_is_replaced_and_not_kept(backup: Path, elsewhere: Place, now: datetime) -> None:
    with session_of("postgres") as session:
        session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(elsewhere.database)))
    assert restore(backup, now).former == ""
    assert [name for name in databases() if name.startswith(elsewhere.database)] == [elsewhere.database]


def test_nobody_is_cut_off_while_they_work(backup: Path, elsewhere: Place, now: datetime) -> None:
    restore(backup, now)
    connection.close()
    with session_of(elsewhere.database), pytest.raises(BackupRefused, match="stop `motcua serve`"):
        restore(backup, now, replace=True)


def test_a_restore_that_fails_half_way_leaves_everything_as_it_was(
    backup: Path, elsewhere: Place, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(backup, now)
    Unit.objects.create(kind="authority")
    many = Unit.objects.count()

    def no_disk(*_arguments: object) -> None:
        raise BackupRefused("The disk is full.")

    monkeypatch.setattr(put_back, "_compare_rows", no_disk)
    with pytest.raises(BackupRefused):
        restore(backup, now, replace=True)
    assert Unit.objects.count() == many
    assert [name for name in databases() if name.endswith("_restoring")] == []


def test_a_backup_of_another_key_is_refused_by_name(
    backup: Path, elsewhere: Place, now: datetime, settings: Settings
) -> None:
    settings.IDENTITY_KEY = bytes(32)
    with pytest.raises(BackupRefused, match="MOTCUA_IDENTITY_KEY"):
        restore(backup, now)
    assert elsewhere.database not in databases()


def test_a_full_disk_is_told_before_anything_is_written(
    backup: Path, elsewhere: Place, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 10

    monkeypatch.setattr("motcua.config.backup.take.shutil.disk_usage", lambda _folder: Usage)
    with pytest.raises(BackupRefused, match="MB left"):
        restore(backup, now)
    assert elsewhere.database not in databases()


def test_the_commands_say_what_they_did(
    backup: Path, elsewhere: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["restore", str(backup), "--check"]) == 0
    assert cli.main(["restore", str(backup)]) == 0
    assert cli.main(["backup", str(tmp_path / "again.tar")]) == 0
    said = capsys.readouterr().out
    assert "is whole" in said
    assert "the journal holds together" in said
    assert "The keys are not inside" in said
