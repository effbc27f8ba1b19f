"""Keep a file that the platform itself made: a letter, a list, a report, a result with its seal."""

import hashlib
from datetime import datetime

from django.db import transaction

from motcua.foundation.attachments import content, jobs
from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.attachments.names import safe_name
from motcua.foundation.audit.actor import Actor


def keep_document(
    *,
    data: bytes,
    name: str,
    media_type: str,
    by: Actor,
    now: datetime,
    pages: int | None = None,
    made_from: StoredFile | None = None,
) -> StoredFile:
    """Keep `data` as it is, readable at once: what we made ourselves needs no cleaning and no scan.

    `made_from` is the received file that it holds: while that waits for its scan, this one does too, and has its own.
    """
    waits = made_from is not None and not made_from.is_clean
    with content.workplace() as folder:
        path = folder / "made"
        path.write_bytes(data)
        sha256 = content.keep(path)
    stored = StoredFile(
        name=safe_name(name),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        received_media_type=media_type,
        media_type=media_type,
        content_size=len(data),
        content_sha256=sha256,
        pages=pages,
        state=FileState.QUARANTINED if waits else FileState.CLEAN,
        received_at=now,
        actor_kind=by.kind,
        actor_name=by.name,
        actor_staff_id=by.staff_id,
        actor_unit_id=by.unit_id,
    )
    with transaction.atomic():
        stored.save(force_insert=True)
        if waits:
            jobs.queue_scan(stored.pk)
    return stored
