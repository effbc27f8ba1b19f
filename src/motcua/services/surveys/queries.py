"""What may be shown of what people think?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.satisfaction import Satisfaction
from motcua.services.surveys.models import PublishedVoice
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.rules import Band, Reason, at_least


@dataclass(frozen=True)
class OfficeVoice:
    """One office: how many answered, how many of each band, how many named each reason.

    None is hidden, because too few people stand behind it or beside it. `least`: of a band that is hidden because
    nearly all are in it, how many at least; None of every other.
    """

    office: str
    total: int | None
    bands: tuple[int | None, ...]
    least: tuple[int | None, ...]
    reasons: tuple[int | None, ...]

    @property
    def is_nearly_all(self) -> bool:
        """Tell whether fewer than five said anything but the others."""
        return any(number is not None for number in self.least)


def office_voices(quarter: Quarter, *, now: datetime) -> tuple[OfficeVoice, ...]:
    """Return every office with published figures of the quarter, by name. Two queries.

    No sum over the offices is shown: with it hidden figures could be computed.
    """
    published = list(PublishedVoice.objects.filter(quarter=quarter.first))
    names = unit_names({row.unit_id for row in published}, day_of(now))
    rows = [_voice(row, names) for row in published]
    return tuple(sorted(rows, key=lambda row: listing_key(row.office)))


def satisfaction(unit_id: int, first: date, last: date) -> Satisfaction:
    """Return how many were satisfied in the published quarters that lie whole in the days. One query.

    Whoever is neither satisfied nor unsatisfied has answered as well. One hidden quarter hides the sum.
    """
    published = PublishedVoice.objects.filter(unit=unit_id, quarter__range=(first, last))
    rows = [row for row in published if Quarter.of(row.quarter).last <= last]
    return Satisfaction(_sum([row.satisfied for row in rows]), _sum([row.total for row in rows]))


def _sum(parts: Sequence[int | None]) -> int | None:
    shown = [part for part in parts if part is not None]
    return sum(shown) if len(shown) == len(parts) else None


def _voice(row: PublishedVoice, names: Mapping[int, str]) -> OfficeVoice:
    cells = {Band.SATISFIED: row.satisfied, Band.FAIR: row.fair, Band.UNSATISFIED: row.unsatisfied}
    known = {row.nearly_all: at_least(row.total)} if row.nearly_all and row.total else {}
    bands, least = tuple(cells[band] for band in Band), tuple(known.get(band) for band in Band)
    reasons = tuple(row.reasons.get(one) for one in Reason)
    return OfficeVoice(names.get(row.unit_id, ""), row.total, bands, least, reasons)
