"""How does the API say what went wrong? As problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping

from ninja import Schema


class Problem(Schema):
    """What went wrong, for people and programs."""

    type: str
    title: str
    status: int
    detail: str
    faults: dict[str, list[str]] | None = None


def problem(status: int, kind: str, detail: str, faults: Mapping[str, list[str]] | None = None) -> Problem:
    """Return a problem document; `kind` is the code of the refusal."""
    return Problem(
        type=f"urn:motcua:{kind}", title=kind, status=status, detail=detail, faults=dict(faults or {}) or None
    )
