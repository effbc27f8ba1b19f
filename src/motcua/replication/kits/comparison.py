"""A kit beside a unit: what is now, and what would be. Pure, over lines in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.services.kits import KitLine


@dataclass(frozen=True)
class Change:
    """A thing by name, what it is now, and what it would be ("" = not there)."""

    what: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Tell whether anything would be different."""
        return self.before != self.after


def compared(before: Sequence[KitLine], after: Sequence[KitLine], *, keeps_others: bool) -> list[Change]:
    """Return a line for each thing, first those named in `after`; with `keeps_others` only those."""
    old, new = {line.key: line for line in before}, {line.key: line for line in after}
    keys = list(new) if keeps_others else [*new, *(key for key in old if key not in new)]
    return [
        Change(
            str((new.get(key) or old[key]).what),
            str(old[key].value) if key in old else "",
            str(new[key].value) if key in new else "",
        )
        for key in keys
    ]
