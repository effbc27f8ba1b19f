"""The backup that the worker takes each night, and how many of them are kept."""

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from motcua.config.backup.manifest import Manifest
from motcua.config.backup.take import UNFINISHED, take_backup

_OURS = re.compile(r"motcua-\d{8}\.tar")
_LEFT = re.compile(rf"{_OURS.pattern}{re.escape(UNFINISHED)}")


def back_up_nightly(*, now: datetime) -> Manifest | None:
    """Take the backup of the day into MOTCUA_BACKUP_FOLDER; None when no folder is set or it is there already.

    Once it is whole, the oldest of ours beyond `BACKUPS_KEPT` go, and what killed nights left half written; files of
    other names are never touched. Raises BackupRefused.
    """
    if not settings.BACKUP_FOLDER:
        return None
    folder = Path(settings.BACKUP_FOLDER)
    path = folder / f"motcua-{timezone.localtime(now):%Y%m%d}.tar"
    if path.exists():
        return None
    manifest = take_backup(path=path, now=now)
    ours = sorted(each for each in folder.iterdir() if _OURS.fullmatch(each.name))
    left = [each for each in folder.iterdir() if _LEFT.fullmatch(each.name)]
    for each in (*ours[: -settings.BACKUPS_KEPT], *left):
        each.unlink()
    return manifest
