"""The figures of a unit and span as tables of plain words and numbers: what the workbook and the PDF hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.foundation.ui.filters import date_vn, moment_vn
from motcua.services.onestop.figures.queries.times import StepTimes, Times
from motcua.services.onestop.figures.queries.unit import BY, Counts, UnitFigures
from motcua.services.onestop.measures import MEASURES
from motcua.services.onestop.models import FigureEdition

SHOWN = (  # as on the page
    "filed",
    "finished",
    "finished_in_time",
    "finished_late",
    "finished_late_by_law",
    "supplement_asked",
    "rejected",
    "withdrawn",
    "stopped",
)
Cell = str | int


@dataclass(frozen=True)
class Sheet:
    """One table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Sheets:
    """All tables of one export, with what they are about and how far they go."""

    title: str
    unit: str
    told: str
    tables: tuple[Sheet, ...]


def sheets_of(edition: FigureEdition, *, unit: str, figures: Mapping[str, UnitFigures]) -> Sheets:
    """Return the tables of the same unit and span told apart in several ways (by the words of `BY`)."""
    first = next(iter(figures.values()))
    told = _("Đếm từ lịch sử hồ sơ, từ %(first)s đến hết %(last)s; tính lúc %(at)s.") % {
        "first": date_vn(first.span.first),
        "last": date_vn(first.last),
        "at": moment_vn(edition.built_at),
    }
    tables = [_months(first), *(_lines(by, each) for by, each in figures.items()), _steps(first.steps)]
    title = _("Số liệu giải quyết hồ sơ, %(span)s") % {"span": first.span.name[0].lower() + first.span.name[1:]}
    return Sheets(title, unit, told, tuple(tables))


def _heads() -> tuple[str, ...]:
    names = {measure.code: str(measure.name) for measure in MEASURES}
    return tuple(names[code] for code in SHOWN)


def _times_heads() -> tuple[str, ...]:
    return (_("Trung vị, phút làm việc"), _("Phân vị 90, phút làm việc"), _("Phân vị 95, phút làm việc"))


def _months(figures: UnitFigures) -> Sheet:
    rows: list[tuple[Cell, ...]] = [(month.name, *_counts(counts)) for month, counts in figures.months]
    total: tuple[Cell, ...] = (_("Cả kỳ"), *_counts(figures.total))
    return Sheet(_("Theo tháng"), (_("Tháng"), *_heads()), (*rows, total))


def _lines(by: str, figures: UnitFigures) -> Sheet:
    name = str(BY[by][1])
    rows = tuple((line.name, *_counts(line.counts), *_minutes(line.times)) for line in figures.lines)
    return Sheet(_("Theo %(what)s") % {"what": name.lower()}, (name, *_heads(), *_times_heads()), rows)


def _steps(steps: tuple[StepTimes, ...]) -> Sheet:
    heads = (_("Bước"), pgettext("many", "Hồ sơ"), _("Tổng phút làm việc"), *_times_heads())
    rows = tuple((step.title, step.number, step.minutes, *_minutes(step.times)) for step in steps)
    return Sheet(_("Thời gian ở từng bước"), heads, rows)


def _counts(counts: Counts) -> tuple[int, ...]:
    return tuple(counts[code] for code in SHOWN)


def _minutes(times: Times) -> tuple[Cell, ...]:
    return tuple(each.minutes if each else "" for each in (times.median, times.p90, times.p95))
