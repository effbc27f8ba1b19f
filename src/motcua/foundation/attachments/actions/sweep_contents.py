"""Delete bytes that no row speaks of: uploads cut off half-way, and contents of deleted drafts."""

import os
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q

from motcua.foundation.attachments import content
from motcua.foundation.attachments.holding import nobody_holds
from motcua.foundation.attachments.models import StoredFile

# a transaction that still holds its row back is long over by then
PATIENCE = timedelta(days=2)
_BATCH = 500


def sweep_contents(*, now: datetime) -> int:
    """Delete what is older than two days and belongs to no file; return how many files went.

    While a backup is being taken nothing goes: it copies what was there when it began.
    """
    before = (now - PATIENCE).timestamp()
    content.incoming().mkdir(parents=True, exist_ok=True)
    with nobody_holds() as may_sweep:
        return _sweep_incoming(before) + _sweep_contents(before) if may_sweep else 0


def _sweep_incoming(before: float) -> int:
    swept = [path for path in _entries(content.incoming()) if path.is_dir() and path.stat().st_mtime < before]
    for path in swept:
        shutil.rmtree(path, ignore_errors=True)
    return len(swept)


def _sweep_contents(before: float) -> int:
    swept = 0
    for folder in _entries(content.contents()):
        old = [path for path in _entries(folder) if path.stat().st_mtime < before]
        for start in range(0, len(old), _BATCH):
            batch = {folder.name + path.name: path for path in old[start : start + _BATCH]}
            swept += sum(_delete(sha256, batch[sha256], before) for sha256 in batch.keys() - _known(batch))
    return swept


def _delete(sha256: str, path: Path, before: float) -> bool:
    """Delete a content unless the same bytes were received again while we looked."""
    aside = content.incoming() / f"swept-{sha256}"
    path.rename(aside)
    if aside.stat().st_mtime >= before or _known([sha256]):
        aside.rename(path)
        return False
    aside.unlink()
    return True


def _known(names: Iterable[str]) -> set[str]:
    wanted = list(names)
    rows = StoredFile.objects.filter(Q(content_sha256__in=wanted) | Q(thumbnail_sha256__in=wanted))
    return {sha256 for row in rows.values_list("content_sha256", "thumbnail_sha256") for sha256 in row}


def _entries(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in os.scandir(folder)] if folder.is_dir() else []
