"""Have a file in quarantine scanned, and let it out or lock it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.foundation.attachments import clamav, content
from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor


def scan_stored_file(*, file_id: UUID, by: Actor, now: datetime) -> FileState | None:
    """Scan the content of a quarantined file and record the verdict; return the state, None when it is gone.

    A file that was scanned before keeps its verdict. Raises ScannerUnavailable: the file stays in quarantine.
    """
    stored = StoredFile.objects.filter(pk=file_id).first()
    if stored is None or stored.state != FileState.QUARANTINED:
        return FileState(stored.state) if stored else None
    with content.path_of(stored.content_sha256).open("rb") as stream:
        verdict = clamav.scan(settings.CLAMAV_ADDRESS, stream)
    return _record(file_id, verdict, by=by, now=now)


def _record(file_id: UUID, verdict: clamav.Verdict, *, by: Actor, now: datetime) -> FileState | None:
    with transaction.atomic():
        stored = StoredFile.objects.select_for_update().filter(pk=file_id).first()
        if stored is None or stored.state != FileState.QUARANTINED:
            return FileState(stored.state) if stored else None
        stored.state = _state(verdict)
        stored.scanned_at = now
        stored.scan_result = verdict.signature[:200]
        stored.save(update_fields=["state", "scanned_at", "scan_result"])
        if stored.state != FileState.CLEAN:
            journal.record(
                actor=by,
                unit_id=stored.actor_unit_id,
                action="attachments.scan",
                target=("file", str(stored.pk)),
                now=now,
                detail={"state": stored.state, "signature": stored.scan_result},
            )
        return FileState(stored.state)


def _state(verdict: clamav.Verdict) -> FileState:
    if verdict.is_infected:
        return FileState.INFECTED
    return FileState.REFUSED if verdict.is_too_big else FileState.CLEAN
