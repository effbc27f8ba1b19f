"""Write a tar file whose parts have a size that is only known once they are written."""

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from motcua.config.backup.manifest import Part

BLOCK = tarfile.BLOCKSIZE


class PartWriter:
    """The part being written: counts and hashes what goes through."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Add some bytes."""
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of what was written, in hexadecimal."""
        return self._digest.hexdigest()


class TarWriter:
    """A tar file in the making, one part after the other; `parts` are those that are finished."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.parts: list[Part] = []

    @contextmanager
    def part(self, name: str) -> Iterator[PartWriter]:
        """Write a part; its header, which holds the size, is filled in afterwards."""
        begin = self._file.tell()
        self._file.write(bytes(BLOCK))
        writer = PartWriter(self._file)
        yield writer
        self._file.write(bytes(-writer.size % BLOCK))
        end = self._file.tell()
        self._file.seek(begin)
        header = tarfile.TarInfo(name)
        header.size, header.mode = writer.size, 0o600
        self._file.write(header.tobuf(tarfile.GNU_FORMAT))  # the one format whose header always is one block
        self._file.seek(end)
        self.parts.append(Part(name=name, size=writer.size, sha256=writer.sha256))

    def drop_last(self) -> None:
        """Forget the last part and cut it off."""
        last = self.parts.pop()
        begin = self._file.tell() - last.size - (-last.size % BLOCK) - BLOCK
        self._file.seek(begin)
        self._file.truncate()

    def finish(self) -> None:
        """Write the end of the file."""
        self._file.write(bytes(2 * BLOCK))
