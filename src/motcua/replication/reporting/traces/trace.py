"""What a trace is asked for and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from django.utils.translation import gettext as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names, units_below
from motcua.replication.reporting.content import Figure
from motcua.replication.reporting.fill.counts import ALL
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.models import Report, ReportKind


@dataclass(frozen=True)
class Link:
    """A cell that leads to the page of the thing that was counted."""

    text: str
    address: str


TraceCell: TypeAlias = "str | int | Figure | Link"
Rows: TypeAlias = "tuple[tuple[TraceCell, ...], ...]"


@dataclass(frozen=True)
class Trace:
    """The query behind a figure and its answer.

    `conditions` are name and value of what was asked; `source` says which records were read and how they count; the
    rows make up `total`. A figure among the cells has a trace of its own. `address`: where the service shows the
    things it counted, "" when it does not.
    """

    title: str
    source: str
    conditions: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: Rows
    total: int
    address: str = ""


@dataclass(frozen=True)
class Asked:
    """Which figure is followed: of which report, over which span, for whom; `words` are the rest of its name."""

    report: Report
    span: Span
    roles: RoleSet
    words: tuple[str, ...]

    @cached_property
    def units(self) -> frozenset[int]:
        """Return the units the report is about."""
        if self.report.kind == ReportKind.QUARTER:
            return frozenset(units_below(self.report.unit_id, self.span.last))
        return frozenset({self.report.unit_id})

    @cached_property
    def names(self) -> dict[int, str]:
        """Return the names of these units."""
        return unit_names(self.units, self.span.last, short=True)

    def place(self, unit_id: int) -> list[tuple[int, str]]:
        """Return the key that puts the units in the order of their names."""
        return listing_key(self.names[unit_id])

    def whose(self) -> tuple[str, str]:
        """Return the condition on units in words."""
        if len(self.units) == 1:
            return _("Đơn vị"), next(iter(self.names.values()))
        return _("Đơn vị"), _("%(count)s đơn vị thuộc phạm vi báo cáo") % {"count": len(self.units)}


def counted_as(word: str, words: Mapping[str, StrOrPromise]) -> tuple[str, str]:
    """Return the condition on where a row counts, in words; raise KeyError."""
    return _("Tình trạng được đếm"), _("Tất cả") if word == ALL else str(words[word])


def when(span: Span) -> tuple[str, str]:
    """Return the condition on days in words."""
    return _("Thời gian"), _("từ %(first)s đến %(last)s") % {"first": date_vn(span.first), "last": date_vn(span.last)}
