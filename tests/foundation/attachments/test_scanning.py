"""With a virus scanner configured a file waits in quarantine until it has a verdict."""

import io
import socket
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from motcua.foundation.attachments import clamav, content, jobs
from motcua.foundation.attachments.actions.scan_stored_file import scan_stored_file
from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from tests.factories.attachments import make_image, make_pdf, make_stored_file
from tests.foundation.attachments.clamd import EICAR, Daemon, running_daemon

_BY = Actor.system("attachments")


def _scanned(stored: StoredFile, daemon: Daemon, settings: Settings, now: datetime) -> FileState | None:
    settings.CLAMAV_ADDRESS = daemon.address
    return scan_stored_file(file_id=stored.pk, by=_BY, now=now)


def _quarantined(settings: Settings, data: bytes | None = None, name: str = "to-khai.pdf") -> StoredFile:
    settings.CLAMAV_ADDRESS = "127.0.0.1:9"
    return make_stored_file(data, name=name)


def test_the_client_speaks_the_protocol() -> None:
    with running_daemon() as daemon:
        assert clamav.scan(daemon.address, io.BytesIO(bytes(200_000))) == clamav.Verdict()
        found = clamav.scan(daemon.address, io.BytesIO(EICAR))
    assert found == clamav.Verdict(is_infected=True, signature="Eicar-Test-Signature")
    assert (daemon.streams, daemon.faults) == ([bytes(200_000), EICAR], [])


def test_the_client_speaks_over_a_unix_socket(tmp_path: Path) -> None:
    with running_daemon(path=tmp_path / "clamd.ctl") as daemon:
        assert clamav.scan(daemon.address, io.BytesIO(b"sach")) == clamav.Verdict()
    assert daemon.streams == [b"sach"]


def test_a_stream_too_large_for_the_scanner_is_no_clean_verdict() -> None:
    with running_daemon(limit=1000) as daemon:
        try:
            verdict = clamav.scan(daemon.address, io.BytesIO(bytes(10_000_000)))
        except clamav.ScannerUnavailable:
            return  # the answer was lost with the connection: asked again later, never clean
    assert verdict == clamav.Verdict(is_too_big=True)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/khong/co/clamd.ctl", "clamd", ":3310", "clamd:x"])
def test_a_scanner_that_is_away_is_no_verdict(address: str) -> None:
    with pytest.raises(clamav.ScannerUnavailable):
        clamav.scan(address, io.BytesIO(b"x"))


def _hang_up(listener: socket.socket) -> None:
    connection, _address = listener.accept()
    connection.close()


def test_a_daemon_that_hangs_up_is_no_verdict() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(5)
        thread = threading.Thread(target=_hang_up, args=(listener,))
        thread.start()
        with pytest.raises(clamav.ScannerUnavailable):
            clamav.scan(f"127.0.0.1:{listener.getsockname()[1]}", io.BytesIO(bytes(100)))
        thread.join()


@pytest.mark.django_db
def test_without_a_scanner_a_file_is_readable_at_once(settings: Settings) -> None:
    settings.CLAMAV_ADDRESS = ""
    assert make_stored_file().state == FileState.CLEAN
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_quarantined_file_is_unreadable_and_has_a_job(settings: Settings) -> None:
    stored = _quarantined(settings)
    assert stored.state == FileState.QUARANTINED
    with pytest.raises(FileNotReadable) as refusal:
        content.open_content(stored)
    assert refusal.value.code == "file_quarantined"
    assert content.thumbnail(stored) is None
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("attachments.scan_file", {"file_id": str(stored.pk)})


@pytest.mark.django_db
def test_a_clean_file_is_let_out(settings: Settings, now: datetime) -> None:
    stored = _quarantined(settings)
    with running_daemon() as daemon:
        assert _scanned(stored, daemon, settings, now) == FileState.CLEAN
    stored.refresh_from_db()
    with content.open_content(stored) as file:
        assert daemon.streams == [file.read()]
    assert (stored.scanned_at, stored.scan_result) == (now, "")


@pytest.mark.django_db
def test_an_infected_file_stays_locked_and_the_journal_knows(settings: Settings, now: datetime) -> None:
    stored = _quarantined(settings, make_pdf())
    content.path_of(stored.content_sha256).write_bytes(EICAR)
    with running_daemon() as daemon:
        assert _scanned(stored, daemon, settings, now) == FileState.INFECTED
    stored.refresh_from_db()
    with pytest.raises(FileNotReadable) as refusal:
        content.open_content(stored)
    assert refusal.value.code == "file_infected"
    entry = AuditEntry.objects.get(action="attachments.scan")
    assert entry.detail == {"state": "infected", "signature": "Eicar-Test-Signature"}
    assert entry.target_id == str(stored.pk)


@pytest.mark.django_db
def test_a_file_too_large_for_the_scanner_stays_locked(settings: Settings, now: datetime) -> None:
    stored = _quarantined(settings, make_image(), "a.png")
    with running_daemon(limit=10) as daemon:
        assert _scanned(stored, daemon, settings, now) == FileState.REFUSED


@pytest.mark.django_db
def test_a_second_scan_changes_nothing(settings: Settings, now: datetime) -> None:
    stored = _quarantined(settings)
    with running_daemon() as daemon:
        _scanned(stored, daemon, settings, now)
        assert _scanned(stored, daemon, settings, now + timedelta(days=1)) == FileState.CLEAN
    assert len(daemon.streams) == 1
    stored.refresh_from_db()
    assert stored.scanned_at == now


@pytest.mark.django_db
def test_the_scan_of_a_deleted_file_is_nothing(settings: Settings, now: datetime) -> None:
    stored = _quarantined(settings)
    file_id = stored.pk
    stored.delete()
    assert scan_stored_file(file_id=file_id, by=_BY, now=now) is None


@pytest.mark.django_db
def test_missed_scans_are_queued_again_once(settings: Settings, now: datetime) -> None:
    stored = _quarantined(settings)
    ProcrastinateJob.objects.all()._raw_delete("default")
    for minutes in (10, 20, 30):
        jobs.queue_missed_scans(int((stored.received_at + timedelta(minutes=minutes)).timestamp()))
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"file_id": str(stored.pk)}]
