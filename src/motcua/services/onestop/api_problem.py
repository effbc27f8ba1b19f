"""What does a program read when something went wrong? A problem document (RFC 9457)."""

from __future__ import annotations

from ninja import Schema


class Problem(Schema):
    """What went wrong, for people and programs; `faults` by field where a form or a parameter is refused."""

    type: str
    title: str
    status: int
    detail: str
    faults: dict[str, list[str]] | None = None
