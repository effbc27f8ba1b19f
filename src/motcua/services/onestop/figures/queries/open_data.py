"""What is published? The months of units, as rows for programs and summed up for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import UnitVersion
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
    ("resolved_in_time", "integer", _("Trong đó không muộn hơn hạn đã hẹn với người nộp.")),
    ("resolved_late", "integer", _("Trong đó muộn hơn hạn đã hẹn.")),
    ("resolved_late_by_law", "integer", _("Trong đó muộn hơn cả hạn luật định.")),
    (
        "row_kind",
        "string",
        _("procedure: một thủ tục; merged: gộp các thủ tục ít hồ sơ; hidden: ẩn vì cả tháng có quá ít hồ sơ."),
    ),
)
NAMES = tuple(name for name, _type, _meaning in FIELDS)


@dataclass(frozen=True)
class PublishedRow:
    """One row, its values named as in `FIELDS`."""

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
    unit_id: int

    def values(self) -> dict[str, str | int | None]:
        """Return what is handed out, by the names of the fields."""
        return {name: getattr(self, name) for name in NAMES}


@dataclass(frozen=True)
class Sums:
    """Published rows of one unit or one procedure put together; `hidden` rows are not in it."""

    key: str
    name: str
    received: int
    resolved: int
    resolved_in_time: int
    resolved_late: int
    resolved_late_by_law: int
    hidden: int

    @property
    def in_time_share(self) -> float | None:
        """Return how many of a hundred were in time; None when nothing was resolved."""
        return 100 * self.resolved_in_time / self.resolved if self.resolved else None


def years_of(edition: FigureEdition) -> list[int]:
    """Return the years with published months, the latest first. One query."""
    return [day.year for day in FigureMonth.objects.filter(edition=edition).dates("month", "year", order="DESC")]


def published_rows(edition: FigureEdition, *, year: int | None, unit_id: int | None = None) -> list[PublishedRow]:
    """Return the rows of a year (None: of all) in a fixed order: month, unit, procedure. Two queries."""
    chosen = FigureMonth.objects.filter(edition=edition)
    if year is not None:
        chosen = chosen.filter(month__year=year)
    if unit_id is not None:
        chosen = chosen.filter(unit=unit_id)
    found = list(chosen.select_related("procedure"))
    units = _units({each.unit_id for each in found}, edition.through)
    rows = (_row(each, units) for each in found)
    return sorted(rows, key=lambda row: (row.month, row.unit_code, row.unit_id, row.procedure_code, row.row_kind))


def by_unit(rows: Iterable[PublishedRow]) -> list[Sums]:
    """Return the rows put together by unit, by name."""
    return _grouped((str(row.unit_id), row.unit_name, row) for row in rows)


def by_procedure(rows: Iterable[PublishedRow]) -> list[Sums]:
    """Return the rows put together by procedure, by name; what was merged or hidden under a key of its own."""
    return _grouped((row.procedure_code, row.procedure_name, row) for row in rows)


def months_of(rows: Iterable[PublishedRow]) -> Iterator[tuple[str, int | None]]:
    """Yield month and received dossiers, None for a month of which nothing but hidden rows is left."""
    months: dict[str, int | None] = {}
    for row in rows:
        known = months.get(row.month)
        months[row.month] = known if row.received is None else (known or 0) + row.received
    yield from sorted(months.items())


def _grouped(rows: Iterable[tuple[str, str, PublishedRow]]) -> list[Sums]:
    groups: dict[tuple[str, str], list[PublishedRow]] = {}
    for key, name, row in rows:
        groups.setdefault((key, name), []).append(row)
    found = (_together(key, name, rows) for (key, name), rows in groups.items())
    return sorted(found, key=lambda each: (not each.key, listing_key(each.name)))


def _together(key: str, name: str, rows: list[PublishedRow]) -> Sums:
    return Sums(
        key,
        name,
        sum(row.received or 0 for row in rows),
        sum(row.resolved or 0 for row in rows),
        sum(row.resolved_in_time or 0 for row in rows),
        sum(row.resolved_late or 0 for row in rows),
        sum(row.resolved_late_by_law or 0 for row in rows),
        sum(row.row_kind == "hidden" for row in rows),
    )


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
    kind = "procedure" if procedure else "hidden" if stored.filed is None else "merged"
    return PublishedRow(
        month=f"{stored.month:%Y-%m}",
        unit_code=unit.code if unit else "",
        unit_name=unit.name if unit else "",
        procedure_code=procedure.code if procedure else "",
        procedure_name=procedure.title_vi if procedure else "",
        received=stored.filed,
        resolved=stored.finished,
        resolved_in_time=stored.finished_in_time,
        resolved_late=stored.finished_late,
        resolved_late_by_law=stored.finished_late_by_law,
        row_kind=kind,
        unit_id=stored.unit_id,
    )
