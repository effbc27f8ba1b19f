"""What is published? The months of units, as rows for programs and summed up for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import UnitVersion
from motcua.services.onestop.figures.publishing import closed_until, split
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.models import FigureEdition, FigureMonth

# the fields of every row, in order; their names are for programs and stay as they are
FIELDS: tuple[tuple[str, str, StrOrPromise], ...] = (
    ("month", "string", _("Tháng, viết năm-tháng (ví dụ 2026-09).")),
    ("unit_code", "string", _("Mã định danh của cơ quan ngày cuối kỳ số liệu; trống nếu chưa có mã.")),
    ("unit_name", "string", _("Tên cơ quan.")),
    ("procedure_code", "string", _("Mã thủ tục hành chính; trống ở dòng gộp và dòng ẩn.")),
    ("procedure_name", "string", _("Tên thủ tục hành chính; trống ở dòng gộp và dòng ẩn.")),
    ("received", "integer", _("Hồ sơ cơ quan nhận trong tháng.")),
    ("resolved", "integer", _("Hồ sơ cơ quan ký kết quả trong tháng.")),
    (
        "resolved_in_time",
        "integer",
        _("Trong đó không muộn hơn hạn đã hẹn với người nộp; trống nếu một phần đúng hạn hay quá hạn có quá ít hồ sơ."),
    ),
    ("resolved_late", "integer", _("Trong đó muộn hơn hạn đã hẹn; trống cùng trường trên.")),
    ("resolved_late_by_law", "integer", _("Trong đó muộn hơn cả hạn luật định; trống cùng hai trường trên.")),
    (
        "row_kind",
        "string",
        _("procedure: một thủ tục; merged: gộp các thủ tục ít hồ sơ; hidden: ẩn vì cả tháng có quá ít hồ sơ."),
    ),
)
NAMES = tuple(name for name, _type, _meaning in FIELDS)


@dataclass(frozen=True)
class FigureRow:
    """A month, an office and a procedure; the numbers of a hidden row are null."""

    month: str
    unit_code: str
    unit_name: str
    procedure_code: str
    procedure_name: str
    received: int | None
    resolved: int | None
    resolved_in_time: int | None
    resolved_late: int | None
    resolved_late_by_law: int | None
    row_kind: str


@dataclass(frozen=True)
class PublishedRow(FigureRow):
    """One row with the unit it is of and the names that a page shows; what is handed out is named as in `FIELDS`."""

    unit_id: int
    unit_here: str
    procedure_here: str

    def values(self) -> dict[str, str | int | None]:
        """Return what is handed out, by the names of the fields."""
        return {name: getattr(self, name) for name in NAMES}


@dataclass(frozen=True)
class Sums:
    """Published rows of one unit or one procedure put together; `hidden` rows are not in it.

    Where a row hides who was in time, so does the sum.
    """

    key: str
    name: str
    received: int
    resolved: int
    resolved_in_time: int | None
    resolved_late: int | None
    resolved_late_by_law: int | None
    hidden: int

    @property
    def in_time_share(self) -> float | None:
        """Return how many of a hundred were in time; None when nothing was resolved or it is hidden."""
        if not self.resolved or self.resolved_in_time is None:
            return None
        return 100 * self.resolved_in_time / self.resolved


def years_of(edition: FigureEdition) -> list[int]:
    """Return the years with published months, the latest first. One query."""
    return [day.year for day in _whole_months(edition).dates("month", "year", order="DESC")]


def published_rows(
    edition: FigureEdition, *, year: int | None, unit_id: int | None = None, since: date | None = None
) -> list[PublishedRow]:
    """Return the rows of a year (None: of all) in a fixed order: month, unit, procedure. Two queries."""
    chosen = _whole_months(edition)
    if since is not None:
        chosen = chosen.filter(month__gte=since)
    if year is not None:
        chosen = chosen.filter(month__year=year)
    if unit_id is not None:
        chosen = chosen.filter(unit=unit_id)
    found = list(chosen.select_related("procedure"))
    units = _units({each.unit_id for each in found}, closed_until(edition.through))
    rows = (_row(each, units) for each in found)
    return sorted(rows, key=lambda row: (row.month, row.unit_code, row.unit_id, row.procedure_code, row.row_kind))


def by_unit(rows: Iterable[PublishedRow]) -> list[Sums]:
    """Return the rows put together by unit, by name."""
    return _grouped((str(row.unit_id), row.unit_here, row) for row in rows)


def by_procedure(rows: Iterable[PublishedRow]) -> list[Sums]:
    """Return the rows put together by procedure, by name; what was merged or hidden under a key of its own."""
    return _grouped((row.procedure_code, row.procedure_here, row) for row in rows)


def months_of(rows: Iterable[PublishedRow]) -> Iterator[tuple[str, int | None]]:
    """Yield the name of each month and its received dossiers, None where nothing but hidden rows is left."""
    months: dict[str, int | None] = {}
    for row in rows:
        known = months.get(row.month)
        months[row.month] = known if row.received is None else (known or 0) + row.received
    for code, received in sorted(months.items()):
        span = span_of(code)
        yield span.name if span else code, received


def _whole_months(edition: FigureEdition) -> QuerySet[FigureMonth]:
    return FigureMonth.objects.filter(edition=edition, month__lte=closed_until(edition.through))


def _grouped(rows: Iterable[tuple[str, str, PublishedRow]]) -> list[Sums]:
    groups: dict[tuple[str, str], list[PublishedRow]] = {}
    for key, name, row in rows:
        groups.setdefault((key, name), []).append(row)
    found = (_together(key, name, rows) for (key, name), rows in groups.items())
    return sorted(found, key=lambda each: (not each.key, listing_key(each.name)))


def _together(key: str, name: str, rows: list[PublishedRow]) -> Sums:
    shown = [row for row in rows if row.row_kind != "hidden"]
    return Sums(
        key,
        name,
        sum(row.received or 0 for row in rows),
        sum(row.resolved or 0 for row in rows),
        _sum_shown([row.resolved_in_time for row in shown]),
        _sum_shown([row.resolved_late for row in shown]),
        _sum_shown([row.resolved_late_by_law for row in shown]),
        sum(row.row_kind == "hidden" for row in rows),
    )


def _sum_shown(numbers: list[int | None]) -> int | None:
    """Return the sum, None where a number is hidden."""
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _units(ids: set[int], day: date) -> dict[int, UnitVersion]:
    """Return the version of each unit on `day`, of a unit that ended before its last."""
    versions = UnitVersion.objects.filter(unit__in=ids).order_by("valid")
    found: dict[int, UnitVersion] = {}
    for version in versions:
        if version.valid.lower is None or version.valid.lower <= day or version.unit_id not in found:
            found[version.unit_id] = version
    return found


def _row(stored: FigureMonth, units: dict[int, UnitVersion]) -> PublishedRow:
    unit, procedure = units.get(stored.unit_id), stored.procedure
    in_time, late, by_law = _split(stored)
    kind = "procedure" if procedure else "hidden" if stored.filed is None else "merged"
    return PublishedRow(
        month=f"{stored.month:%Y-%m}",
        unit_code=unit.code if unit else "",
        unit_name=unit.name if unit else "",
        procedure_code=procedure.code if procedure else "",
        procedure_name=procedure.title_vi if procedure else "",
        received=stored.filed,
        resolved=stored.finished,
        resolved_in_time=in_time,
        resolved_late=late,
        resolved_late_by_law=by_law,
        row_kind=kind,
        unit_id=stored.unit_id,
        unit_here=unit.name_here if unit else "",
        procedure_here=procedure.title_here if procedure else "",
    )


def _split(stored: FigureMonth) -> tuple[int | None, int | None, int | None]:
    if stored.finished is None or stored.finished_late is None or stored.finished_late_by_law is None:
        return None, None, None
    found = split(stored.finished_late, stored.finished_late_by_law, finished=stored.finished)
    return found or (None, None, None)
