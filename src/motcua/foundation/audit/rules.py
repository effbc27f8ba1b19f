"""How entries hang together: the canonical form of an entry and its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TypeAlias

JSON: TypeAlias = "bool | int | str | Sequence[JSON] | Mapping[str, JSON] | None"
Field: TypeAlias = "JSON | datetime | date | bytes"
GENESIS = bytes(32)


class NotRecordable(TypeError):
    """A detail holds something that would not come back from the database as it went in (a float, a date, bytes)."""


def plain_detail(detail: Mapping[str, object]) -> dict[str, JSON]:
    """Return the detail of an entry as JSON types only; see `plain`."""
    if not all(isinstance(key, str) for key in detail):
        raise NotRecordable("Keys of a journal detail must be text.")
    return {str(key): plain(value) for key, value in detail.items()}


def plain(value: object) -> JSON:
    """Return `value` as JSON types only; raise NotRecordable for what JSON or PostgreSQL would alter.

    Floats are refused because JSONB gives 1e22 back as a whole number, and then the hash no longer fits: write amounts
    as whole numbers or as text.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return plain_detail(value)
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    raise NotRecordable(f"A journal detail cannot hold {type(value).__name__}.")


def canonical(fields: Mapping[str, Field]) -> bytes:
    """Return the one byte form of an entry: JSON with sorted keys, UTF-8, times in UTC with microseconds."""
    return json.dumps(
        {key: _written(value) for key, value in fields.items()},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def link(fields: Mapping[str, Field]) -> bytes:
    """Return the SHA-256 (32 bytes) of the canonical form; `fields` includes the previous hash."""
    return sha256(canonical(fields)).digest()


def _written(value: Field) -> JSON:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value
