"""Read a backup from end to end: is it whole, unchanged, and of these keys?"""

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from motcua.config.backup.manifest import DATABASE, MANIFEST, NAME_OF_FILE, BackupRefused, Manifest, Part, opened

CHUNK = 256 * 1024
LONGEST_MANIFEST = 256 * 1024 * 1024  # bytes; a million files make a tenth of it


def check_backup(path: Path) -> Manifest:
    """Return the manifest of the whole and unchanged backup at `path`; raise BackupRefused for any other."""
    with readable(path):
        found, manifest = _read(path)
    if not manifest:
        raise BackupRefused(f"{path} is only half a backup: its end, with the manifest, is missing. Use another one.")
    told = opened(manifest)
    _compare(path, {part.name: part for part in told.parts}, found)
    return told


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn a tar file that ends in the middle of a part into BackupRefused."""
    try:
        yield
    except tarfile.TarError as error:
        raise BackupRefused(f"{path} cannot be read as a backup: {error}. It is cut off or damaged.") from error


def _read(path: Path) -> tuple[dict[str, Part], bytes]:
    """Return every part as it was found, and the manifest (empty when there is none)."""
    found: dict[str, Part] = {}
    manifest = b""
    for name, stream in members(path):
        if manifest or name in found:
            raise BackupRefused(f"{path} holds parts that no backup has after its manifest, or twice. Use another one.")
        if name == MANIFEST:
            manifest = stream.read(LONGEST_MANIFEST)
            continue
        if name != DATABASE and not NAME_OF_FILE.fullmatch(name):
            raise BackupRefused(f"{path} holds {name!r}, which is no part of a backup. Use another file.")
        found[name] = _measured(name, stream)
    return found, manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield each part of the tar file at `path` with its bytes, inside `readable`; raise BackupRefused for no file."""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is None:
                    raise BackupRefused(f"{path} holds {member.name!r}, which is no file. Use another backup.")
                yield member.name, stream
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror or error}.") from error


def _measured(name: str, stream: IO[bytes]) -> Part:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Part(name=name, size=size, sha256=digest.hexdigest())


def _compare(path: Path, told: dict[str, Part], found: dict[str, Part]) -> None:
    if missing := sorted(told.keys() - found.keys()):
        raise BackupRefused(f"{path} lacks {missing[0]} ({len(missing)} parts in all). Use another backup.")
    if strange := sorted(found.keys() - told.keys()):
        raise BackupRefused(f"{path} holds {strange[0]}, which its manifest does not name. Use another backup.")
    if changed := sorted(name for name, part in told.items() if part != found[name]):
        raise BackupRefused(f"{path} is damaged: {changed[0]} is not what it was when the backup was taken.")
    if DATABASE not in told:
        raise BackupRefused(f"{path} holds no database. Use another backup.")
