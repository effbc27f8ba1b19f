"""What did live use bring? Figures of the services, read from the roll-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Sum

from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import listing_key
from motcua.replication.measures.models import MeasureDay
from motcua.replication.reporting.content import Cell, Figure, Table
from motcua.replication.reporting.fill.span import Span
from motcua.services.registry import Service, all_services

Totals = dict[tuple[str, str, int], int]  # by service, measure and unit
NOT_TYPED = "Số liệu do hệ thống đếm từ việc đã thực hiện, không nhập tay."
NOTHING = Table("figures", "Số liệu của các dịch vụ trong kỳ", ("Dịch vụ", "Chỉ số"), ())
MOST_COLUMNS = 7  # of a service's measures in the table of units: what fits a page on A4


def totals(unit_ids: Collection[int], span: Span) -> Totals:
    """Return the sums of the span by (service, measure, unit). One query."""
    rows = (
        MeasureDay.objects.within(span.first, span.last)
        .filter(unit__in=unit_ids)
        .values_list("service", "measure", "unit")
        .annotate(total=Sum("value"))
    )
    return {(service, measure, unit): total for service, measure, unit, total in rows}


def own_figures(unit_id: int, span: Span, before: Span) -> tuple[Table, ...]:
    """Return a table for each service the unit has figures of: this span beside the one before. Two queries."""
    now, then = totals([unit_id], span), totals([unit_id], before)
    note = (
        f"Kỳ này tính từ ngày {date_vn(span.first)} đến ngày {date_vn(span.last)}; kỳ trước từ ngày "
        f"{date_vn(before.first)} đến ngày {date_vn(before.last)}. {NOT_TYPED}"
    )
    found = tuple(
        _own_table(service, unit_id, now, then, note)
        for service in all_services()
        if any(key[0] == service.code for key in (*now, *then))
    )
    return found or (NOTHING,)


def _own_table(service: Service, unit_id: int, now: Totals, then: Totals, note: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for measure in service.measures:
        key = (service.code, measure.code, unit_id)
        value, earlier = now.get(key, 0), then.get(key, 0)
        name = f"{service.code}:{measure.code}:{unit_id}"
        figures = (
            Figure(value, f"measure:{name}"),
            Figure(earlier, f"before:{name}"),
            Figure(value - earlier, f"change:{name}"),
        )
        rows.append((str(measure.name), *figures, str(measure.unit)))
    return Table(
        f"figures_{service.code}",
        str(service.name),
        ("Chỉ số", "Kỳ này", "Kỳ trước", "Tăng, giảm", "Đơn vị tính"),
        tuple(rows),
        note,
    )


def unit_tables(unit_ids: Collection[int], names: Mapping[int, str], span: Span) -> tuple[Table, ...]:
    """Return for each service its main figures by unit, and their sum. One query."""
    found = totals(unit_ids, span)
    units: dict[str, set[int]] = defaultdict(set)
    for service, _measure, unit in found:
        units[service].add(unit)
    tables = tuple(
        _unit_table(service, sorted(units[service.code], key=lambda unit: listing_key(names[unit])), names, found)
        for service in all_services()
        if units[service.code]
    )
    return tables or (NOTHING,)


def _unit_table(service: Service, units: list[int], names: Mapping[int, str], found: Totals) -> Table:
    measures = service.measures[:MOST_COLUMNS]
    rows: list[tuple[Cell, ...]] = [
        (
            names[unit],
            *(
                Figure(found.get((service.code, one.code, unit), 0), f"measure:{service.code}:{one.code}:{unit}")
                for one in measures
            ),
        )
        for unit in units
    ]
    sums = {one.code: sum(found.get((service.code, one.code, unit), 0) for unit in units) for one in measures}
    rows.append(("Cộng", *(Figure(value, f"sum:{service.code}:{code}") for code, value in sums.items())))
    return Table(
        f"units_{service.code}",
        f"{service.name}, theo đơn vị",
        ("Đơn vị", *(str(one.name) for one in measures)),
        tuple(rows),
        NOT_TYPED,
    )
