"""Which key does an item get whose writer gave it a name and no key? Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from motcua.foundation.ui.text import fold
from motcua.services.onestop.designing.editing import Path, at, items_at

_NAMES: tuple[Path, ...] = (("title", "vi"), ("label", "vi"))
_LONGEST = 32  # letters from the name; a number may come behind them


def with_key(item: Mapping[str, Any], document: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the item for `path` with a key made of its name; one that has a key, or no name, stays as it is."""
    name = next((found for place in _NAMES if isinstance(found := at(item, place), str)), "")
    base = _plain(name)
    if item.get("key") or not base:
        return dict(item)
    taken = _keys_beside(document, path)
    tries = (base if number == 1 else f"{base}_{number}" for number in count(1))
    return {"key": next(key for key in tries if key not in taken)} | {k: v for k, v in item.items() if k != "key"}


def _plain(name: str) -> str:
    """Return the name in the letters of a key, cut at the end of a word: "Người mất" is "nguoi_mat"."""
    letters = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_").lstrip("0123456789_")
    if len(letters) <= _LONGEST:
        return letters
    cut = letters[: _LONGEST + 1].rpartition("_")[0]
    return cut or letters[:_LONGEST]


def _keys_beside(document: Mapping[str, Any], path: Path) -> set[str]:
    """Return the keys that are taken: those of the same list, and of a question those of the whole form."""
    beside = items_at(document, path[:-1])
    sections = items_at(document, ("form", "sections")) if path[0] == "form" else []
    fields = [field for section in sections for field in items_at(section, ("fields",))]
    return {str(at(each, ("key",))) for each in (*beside, *sections, *fields)}
