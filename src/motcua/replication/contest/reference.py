"""The rubric and the tie rules a new contest starts with; the organiser changes them before publishing."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def starting_rubric() -> dict[str, Any]:
    """Return rounds with criteria, and tie rules, as `data/rubric.json` has them."""
    text = (resources.files("motcua.replication.contest") / "data" / "rubric.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read
