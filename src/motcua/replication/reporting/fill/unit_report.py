"""The tables of a unit's half-year report, by section."""

from motcua.foundation.units.queries import unit_names
from motcua.replication.adoption.orders import ordered_models
from motcua.replication.initiatives.models import Initiative
from motcua.replication.reporting.content import Cell, Table
from motcua.replication.reporting.fill.adoptions import own_models, standings
from motcua.replication.reporting.fill.counts import counts
from motcua.replication.reporting.fill.followed import obstacles, own_tasks, tasks_in, visits
from motcua.replication.reporting.fill.measured import own_figures
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.models import Report


def unit_report_tables(report: Report, span: Span) -> dict[str, tuple[Table, ...]]:
    """Return the tables of each section of the report of one unit. Fixed number of queries."""
    unit_id = report.unit_id
    found = standings([unit_id], at=span.until)
    ordered = ordered_models([unit_id], before=span.until)
    begun = {one.initiative.pk for one in found}
    wanted = {pk for pk, units in ordered.items() if units} - begun
    names = unit_names([unit_id], span.last, short=True)
    return {
        "models": (own_models(found, ordered, Initiative.objects.filter(pk__in=wanted)),),
        "figures": own_figures(unit_id, span, Span(span.period.before, span.now)),
        "tasks": (own_tasks(tasks_in([unit_id], span)), visits([unit_id], names, span)),
        "obstacles": (obstacles([unit_id], names, span),),
        "proposals": (_own_proposals(report),),
    }


def _own_proposals(report: Report) -> Table:
    """Return what the unit proposes with the report; signing enters it into the register. One query."""
    found = list(report.proposals.select_related("initiative"))
    rows: list[tuple[Cell, ...]] = [
        (one.title, one.problem, one.solution, one.initiative.code if one.initiative else "") for one in found
    ]
    columns = ("Mô hình, sáng kiến", "Vấn đề cần giải quyết", "Cách làm", "Mã trong danh mục")
    counted = counts("own_proposals", {}, ("proposal" for _one in found))
    return Table("own_proposals", "Mô hình đơn vị đề xuất", columns, tuple(rows), counts=counted)
