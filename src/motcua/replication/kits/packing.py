"""The file of a kit: one canonical JSON text with the hash of each part and an Ed25519 signature over all of it.

There is one byte form for each kit; a file that differs from it by a byte is refused. Pure: keys come in as arguments.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from motcua.replication.kits.refusals import Altered, Newer, NotAKit, TooLarge

FORMAT = "motcua-kit"
VERSION = 1
LARGEST = 2 * 1024 * 1024
NUL = b"\\u0000"  # which the database cannot hold

Word = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Head(BaseModel):
    """What a kit says of itself: the service and its version, which unit exported it, when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: Word
    service_version: int = Field(ge=1)
    unit_code: Annotated[str, StringConstraints(max_length=60)]
    unit_name: Word
    exported_at: AwareDatetime


class _File(BaseModel):
    """The file whole, as JSON holds it."""

    model_config = ConfigDict(extra="forbid")

    format: str
    version: int
    head: dict[str, JsonValue]
    parts: dict[str, JsonValue]
    manifest: dict[str, str]
    signer: str
    signature: str


@dataclass(frozen=True)
class Kit:
    """A kit whose hashes and signature are right; whether its signer is trusted is another question."""

    head: Head
    parts: Mapping[str, JsonValue]
    signer: bytes
    sha256: str

    @property
    def fingerprint(self) -> str:
        """Return the short name of the signer's key."""
        return fingerprint(self.signer)

    @property
    def content_sha256(self) -> str:
        """Return the hash of the parts: the same for two units that work the same way, whoever exported when."""
        return sha256(canonical(dict(self.parts))).hexdigest()


def canonical(value: JsonValue) -> bytes:
    """Return the one byte form of a JSON value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def fingerprint(public_key: bytes) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a key, in groups of four."""
    digits = sha256(public_key).hexdigest()[:16]
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def pack(head: Head, parts: Mapping[str, JsonValue], key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of the file."""
    body: dict[str, JsonValue] = {
        "format": FORMAT,
        "version": VERSION,
        "head": head.model_dump(mode="json"),
        "parts": dict(parts),
        "manifest": {name: sha256(canonical(part)).hexdigest() for name, part in parts.items()},
        "signer": _text(key.public_key().public_bytes_raw()),
    }
    return canonical({**body, "signature": _text(key.sign(canonical(body)))})


def unpack(data: bytes) -> Kit:
    """Return the kit in a file; raise TooLarge, NotAKit, Newer or Altered."""
    if len(data) > LARGEST:
        raise TooLarge
    raw = _parsed(data)
    if isinstance(raw.get("version"), int) and raw["version"] > VERSION:
        raise Newer
    try:
        file = _File.model_validate(raw)
        head = Head.model_validate(file.head)
        _check_bytes(data, raw, file)
    except (ValueError, RecursionError, InvalidSignature) as fault:
        raise Altered from fault
    return Kit(head, file.parts, _bytes(file.signer), sha256(data).hexdigest())


def _check_bytes(data: bytes, raw: Mapping[str, JsonValue], file: _File) -> None:
    """Raise ValueError or InvalidSignature unless every byte is the one that was signed."""
    if canonical(dict(raw)) != data or NUL in data:
        raise ValueError("This is not the one byte form of its content.")
    if file.manifest != {name: sha256(canonical(part)).hexdigest() for name, part in file.parts.items()}:
        raise ValueError("The hashes are not those of the parts.")
    signed = canonical({name: value for name, value in raw.items() if name != "signature"})
    Ed25519PublicKey.from_public_bytes(_bytes(file.signer)).verify(_bytes(file.signature), signed)


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as fault:
        # what calls itself a kit was one before somebody changed it
        raise (Altered if f'"format":"{FORMAT}"'.encode() in data else NotAKit) from fault
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise NotAKit
    return raw


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    """Return what the text stands for; raise ValueError for any but its one spelling (base64 has bits to spare)."""
    raw = base64.b64decode(text, validate=True)
    if _text(raw) != text:
        raise ValueError("This is not how these bytes are written.")
    return raw
