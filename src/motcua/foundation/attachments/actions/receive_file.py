"""Receive a file from a citizen, a member of staff or a program."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from motcua.foundation.attachments import content, jobs
from motcua.foundation.attachments.cleaning.outcome import CannotTake, Cleaned
from motcua.foundation.attachments.cleaning.run import run_cleaning
from motcua.foundation.attachments.kinds import FORMATS, HEAD, Kind, kind_of
from motcua.foundation.attachments.limits import MEGABYTE, FileLimits
from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.attachments.names import SENT_NAME, safe_name, trick_in
from motcua.foundation.attachments.refusals import FileRefused
from motcua.foundation.audit.actor import Actor

Upload: TypeAlias = "UploadedFile[bytes] | BinaryIO"
_TAIL = 70_000  # an end-of-archive record with the longest comment fits
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class _Received:
    """What arrived: its length in bytes and its SHA-256."""

    size: int
    sha256: str


def receive_file(
    *, upload: Upload, name: str, by: Actor, now: datetime, limits: FileLimits | None = None
) -> StoredFile:
    """Check, clean and keep one upload; raise FileRefused with a code of `refusals.CODES`.

    Reading and cleaning takes up to seconds: call it before you lock anything. The bytes are safe on the disk when
    this returns; the row belongs to the caller's transaction. With a virus scanner configured the file waits in
    quarantine for the job that is queued in the same transaction.
    """
    limits = limits or FileLimits(size=settings.FILE_SIZE_LIMIT)
    shown = safe_name(name)
    try:
        with content.workplace() as folder:
            _check_name(getattr(upload, SENT_NAME, name))
            received = _write(upload, folder / "received", limits)
            cleaned = _clean(folder, shown, limits)
            kept_size = (folder / "kept").stat().st_size
            kept = content.keep(folder / "kept")
            thumbnail = content.keep(folder / "thumbnail") if cleaned.has_thumbnail else ""
    except CannotTake as refusal:
        raise FileRefused(
            refusal.code,
            {
                "name": shown,
                "size": limits.size // MEGABYTE,
                "pages": limits.pages,
                "megapixels": limits.pixels // 1_000_000,
            },
        ) from refusal
    stored = StoredFile(
        name=safe_name(name, extension=FORMATS[cleaned.received_media_type].extension),
        size=received.size,
        sha256=received.sha256,
        received_media_type=cleaned.received_media_type,
        media_type=cleaned.media_type,
        content_size=kept_size,
        content_sha256=kept,
        thumbnail_sha256=thumbnail,
        pages=cleaned.pages,
    )
    return _record(stored, by=by, now=now)


def _check_name(sent: str) -> None:
    if code := trick_in(sent):
        raise CannotTake(code)


def _record(stored: StoredFile, *, by: Actor, now: datetime) -> StoredFile:
    """Write the row, and the scan that it waits for, in one transaction."""
    stored.state = FileState.QUARANTINED if settings.CLAMAV_ADDRESS else FileState.CLEAN
    stored.received_at = now
    stored.actor_kind, stored.actor_name = by.kind, by.name
    stored.actor_staff_id, stored.actor_unit_id = by.staff_id, by.unit_id
    with transaction.atomic():
        stored.save(force_insert=True)
        if stored.state == FileState.QUARANTINED:
            jobs.queue_scan(stored.pk)
    return stored


def _write(upload: Upload, path: Path, limits: FileLimits) -> _Received:
    """Write the stream to `path`, counting: stop at the first byte too many."""
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        for chunk in _chunks(upload):
            size += len(chunk)
            if size > limits.size:
                raise CannotTake("too_big")
            digest.update(chunk)
            file.write(chunk)
    if size == 0:
        raise CannotTake("empty")
    return _Received(size, digest.hexdigest())


def _chunks(upload: Upload) -> Iterator[bytes]:
    if isinstance(upload, UploadedFile):
        yield from upload.chunks(content.CHUNK)
        return
    while chunk := upload.read(content.CHUNK):
        yield chunk


def _clean(folder: Path, name: str, limits: FileLimits) -> Cleaned:
    """Find out what was received by its own bytes, then clean it in a process of its own."""
    kind = _kind(folder / "received", name)
    return run_cleaning(kind, name, folder, limits)


def _kind(path: Path, name: str) -> Kind:
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - _TAIL))
        kind = kind_of(head, file.read(), name)
    if isinstance(kind, Kind):
        return kind
    if kind == "old_office" and _ENCRYPTED_PACKAGE in path.read_bytes():
        raise CannotTake("encrypted_office")
    raise CannotTake(kind)
