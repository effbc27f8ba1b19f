"""What does an address of the pages of figures ask for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.counting import rows_address
from motcua.services.onestop.figures.access import FIGURE_READERS, may_read_officers
from motcua.services.onestop.figures.queries.unit import BY
from motcua.services.onestop.figures.spans import Span, span_of, spans_between, year_of
from motcua.services.onestop.models import FigureEdition, Procedure


@dataclass(frozen=True)
class Asked:
    """A unit in reach, a span, and how the figures are told apart; `units` and `spans` are what can be chosen."""

    roles: RoleSet
    unit_id: int
    unit_name: str
    units: list[tuple[int, str]]
    span: Span
    spans: list[Span]
    by: str
    procedure: Procedure | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def sees_officers(self) -> bool:
        """Tell whether the figures of persons may be shown."""
        return may_read_officers(self.roles, self.unit_id)

    def query(self, **changes: str) -> str:
        """Return this question as the query of an address."""
        return urlencode({name: word for name, word in {**self.words, **changes}.items() if word})

    def rows_href(self, measure: str, first: date, last: date, key: str = "", *, stay: str = "") -> str:
        """Return the address of the rows behind a figure, of one line (by its key) or of all; "" for none.

        With `stay`, the code of a stage or step, only those that had been there.
        """
        if self.by == "don-vi" and key:
            return self._rows(measure, first, last, int(key), "")
        line = f"{self.by}={key}" if key else f"buoc={stay}" if stay else ""
        return self._rows(measure, first, last, self.unit_id, line)

    def live_href(self, figure: str, today: date) -> str:
        """Return the address of the rows behind a figure of today."""
        query = {"so-lieu": figure, "tu": today.isoformat(), "den": today.isoformat(), "co-quan": self.unit_id}
        return f"{reverse('onestop_staff:home')}?{urlencode(query)}"

    def _rows(self, measure: str, first: date, last: date, unit_id: int, line: str) -> str:
        address = rows_address(roles=self.roles, unit_id=unit_id, measure=measure, first=first, last=last)
        narrowed = f"thu-tuc={self.procedure.slug}" if self.procedure and not line.startswith("thu-tuc=") else ""
        return "&".join(part for part in (address, narrowed, line) if part) if address else ""


def asked_of(request: StaffRequest, edition: FigureEdition | None) -> Asked:
    """Return what is asked for; raise Http404 for a unit, a way or a procedure that is not there for the reader."""
    given, today = request.GET, day_of(request.now)
    names = unit_names(request.roles.unit_ids(*FIGURE_READERS), today)
    units = sorted(names.items(), key=lambda pair: listing_key(pair[1]))
    unit_id = _unit(given.get("co-quan", ""), units, request.staff.home_unit_id)
    through = edition.through if edition else today
    span = span_of(given.get("ky", "")) or year_of(through)
    by = given.get("theo", "thu-tuc")
    if by not in BY or (by == "can-bo" and not may_read_officers(request.roles, unit_id)):
        raise Http404
    slug = given.get("thu-tuc", "")
    procedure = Procedure.objects.filter(slug=slug).first() if slug else None
    if slug and procedure is None:
        raise Http404
    words = {"co-quan": str(unit_id), "ky": span.code, "theo": by, "thu-tuc": slug}
    known = spans_between((edition and edition.first_month) or through, through)
    return Asked(request.roles, unit_id, names[unit_id], units, span, known, by, procedure, words)


def period_address(**words: str) -> str:
    """Return the address of the page of figures with these words."""
    return f"{reverse('figures:period')}?{urlencode(words)}"


def _unit(text: str, units: list[tuple[int, str]], home: int | None) -> int:
    known = [unit_id for unit_id, _name in units]
    if text:
        found = next((unit_id for unit_id in known if str(unit_id) == text), None)
    else:
        found = home if home in known else next(iter(known), None)
    if found is None:
        raise Http404
    return found
