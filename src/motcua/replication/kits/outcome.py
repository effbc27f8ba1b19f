"""What taking parts of a kit over changes, and what is left out; a dry run and the real one give the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from motcua.replication.kits.comparison import Change


@dataclass(frozen=True)
class PartOutcome:
    """One part: what became different, and what could not be taken over with the reason."""

    code: str
    title: str
    changes: tuple[Change, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outcome:
    """All chosen parts, in the order in which they are taken over."""

    parts: tuple[PartOutcome, ...]

    @property
    def changes_anything(self) -> bool:
        """Tell whether the unit is different afterwards."""
        return any(part.changes for part in self.parts)

    @property
    def refuses_anything(self) -> bool:
        """Tell whether something was left out."""
        return any(part.refused for part in self.parts)

    @property
    def digest(self) -> str:
        """Return a word that is the same for the same outcome; the page of a dry run carries it to the real one."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, as it is kept."""
        return {"parts": [asdict(part) for part in self.parts]}
