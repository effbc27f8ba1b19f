"""What is held about a person? Each room names its own; the export of a person gathers them all.

A room registers from its `apps.py`. The order of registration is the order in the export.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.audit.rules import JSON
from motcua.foundation.people.models import Person

Row = Mapping[str, JSON]


@dataclass(frozen=True)
class Held:
    """What one room holds of a person: rows of named values in the active language, and files."""

    rows: list[Row] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)


@dataclass(frozen=True)
class Holding:
    """One kind of record: a code, its name, and how it is read at a moment."""

    code: str
    label: StrOrPromise
    read: Callable[[Person, datetime], Held]


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Name a kind of record; the same code again replaces it."""
    _holdings[holding.code] = holding


def all_holdings() -> tuple[Holding, ...]:
    """Return what has been registered, in order."""
    return tuple(_holdings.values())
