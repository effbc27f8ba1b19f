"""What is in a backup? One tar file: the database, the files, and last the manifest that names every part.

The keys are not inside. The manifest names the identity key by a fingerprint and is sealed with it, so that a backup
that was changed, or that the keys at hand do not fit, is refused before anything is touched.
"""

import hashlib
import hmac
import json
import re
from typing import Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, ValidationError

from motcua.config.environment import Trouble

DATABASE = "database.dump"
FILES = "files/"
MANIFEST = "manifest.json"
NAME_OF_FILE = re.compile(r"files/[0-9a-f]{64}")


class BackupRefused(Trouble):
    """A backup is not taken or not put back; the sentence says why and what to do."""


class Part(BaseModel):
    """One part of a backup: its name in the tar file, its size in bytes and its SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup holds.

    `rows` counts each table in the snapshot that was taken, `database_size` is its size in bytes there, `last_seal` the
    last seal of the journal. `lost` names the contents that the database speaks of and that could not be read whole.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    taken_at: str
    made_by: str
    key: str
    migrations: tuple[str, ...]
    rows: dict[str, int]
    database_size: int
    last_seal: str
    lost: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def files(self) -> list[Part]:
        """Return the parts that are contents of files."""
        return [part for part in self.parts if part.name != DATABASE]

    @property
    def size_of_files(self) -> int:
        """Return the bytes of all contents."""
        return sum(part.size for part in self.files)

    def sealed(self) -> bytes:
        """Return the manifest as it is written: JSON with its seal."""
        plain = self.model_dump(mode="json")
        return json.dumps({**plain, "seal": _seal(plain)}, ensure_ascii=False, sort_keys=True, indent=1).encode()


def opened(data: bytes) -> Manifest:
    """Return the manifest in `data`; raise BackupRefused when it cannot be read, was changed, or needs another key."""
    try:
        told = json.loads(data)
        seal = told.pop("seal")
        manifest = Manifest.model_validate(told)
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise BackupRefused(
            "The manifest of this backup cannot be read: the file is damaged. Use another one."
        ) from error
    if manifest.key != fingerprint():
        raise BackupRefused(
            f"This backup was taken with the identity key {manifest.key}, and the key at hand is {fingerprint()}. "
            "Set MOTCUA_IDENTITY_KEY (and MOTCUA_SECRET_KEY) to the keys kept with the backup."
        )
    if not hmac.compare_digest(str(seal), _seal(told)):
        raise BackupRefused("The manifest of this backup was changed after it was taken. Use another one.")
    return manifest


def fingerprint() -> str:
    """Return the name of the identity key at hand, from which nobody learns the key."""
    return hmac.digest(settings.IDENTITY_KEY, b"motcua backup: which key", hashlib.sha256)[:8].hex()


def _seal(plain: dict[str, object]) -> str:
    key = hashlib.sha256(b"backup:" + settings.IDENTITY_KEY).digest()
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(key, written.encode(), hashlib.sha256).hex()
