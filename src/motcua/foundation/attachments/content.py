"""Where do the bytes of a file lie, and who may open them?

Contents are named by their SHA-256 under FILES_ROOT: `content/ab/cdef…`. A content is first written whole to
`incoming/`, forced to the disk, and only then renamed, so a name always stands for complete bytes.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import FileNotReadable

CHUNK = 256 * 1024


def open_content(stored: StoredFile) -> BinaryIO:
    """Return the content for reading; raise FileNotReadable unless the file is clean."""
    if not stored.is_clean:
        raise FileNotReadable(stored.state)
    return path_of(stored.content_sha256).open("rb")


def thumbnail(stored: StoredFile) -> bytes | None:
    """Return the picture of the first page (JPEG, at most 200 by 200), or None when there is none to show."""
    if not stored.is_clean or not stored.thumbnail_sha256:
        return None
    return path_of(stored.thumbnail_sha256).read_bytes()


def path_of(sha256: str) -> Path:
    """Return where a content lies."""
    return contents() / sha256[:2] / sha256[2:]


def contents() -> Path:
    """Return the folder of all contents."""
    return Path(settings.FILES_ROOT) / "content"


def incoming() -> Path:
    """Return the folder of what is being received."""
    return Path(settings.FILES_ROOT) / "incoming"


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a private folder on the same file system as the contents; it is gone afterwards."""
    incoming().mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=incoming()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(path: Path) -> str:
    """Move the finished file `path` among the contents, durably; return its SHA-256.

    When this returns, neither a killed process nor a lost power supply can lose the bytes.
    """
    sha256 = sha256_of(path)
    target = path_of(sha256)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    for folder in (target.parent.parent, target.parent):
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            _force(folder.parent)
    path.chmod(0o640)
    path.replace(target)
    _force(target.parent)
    return sha256


def is_whole(sha256: str) -> bool:
    """Tell whether a content is there and still what its name says; reads all of it."""
    path = path_of(sha256)
    return path.is_file() and sha256_of(path) == sha256


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _force(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
