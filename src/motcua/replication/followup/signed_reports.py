"""Which reports has a unit signed on the platform? The room of reports, which lies above, tells it here."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SignedReport:
    """A report of a unit: its page, number, days [first, last] it tells of, and the day it was signed."""

    address: str
    number: str
    first: date
    last: date
    signed_on: date


Source = Callable[[Collection[int], date], Mapping[int, Sequence[SignedReport]]]
_SOURCES: list[Source] = []


def register_source(source: Source) -> None:
    """Let a room tell the reports that units (by id) had signed by a day, by unit; one query."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def signed_reports(unit_ids: Collection[int], on: date) -> dict[int, list[SignedReport]]:
    """Return the reports signed by `on`, by unit."""
    found: dict[int, list[SignedReport]] = {}
    for source in _SOURCES:
        for unit_id, reports in source(unit_ids, on).items():
            found.setdefault(unit_id, []).extend(reports)
    return found
