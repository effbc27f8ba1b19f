"""The tables of an authority's quarterly summary, by section: what the reports, the measures and the follow-up say."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.queries import unit_names, units_below
from motcua.replication.adoption.orders import ordered_models
from motcua.replication.initiatives.models import Initiative
from motcua.replication.reporting.content import Cell, Table
from motcua.replication.reporting.fill.adoptions import models_by_state, standings
from motcua.replication.reporting.fill.counts import counts
from motcua.replication.reporting.fill.followed import behind, obstacles, tasks_by_requirement, tasks_in, visits
from motcua.replication.reporting.fill.measured import unit_tables
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.models import Report, ReportKind, ReportProposal

REPORT_WORDS: Mapping[str, StrOrPromise] = {"signed": _("Đã ký"), "draft": _("Dự thảo")}


def summary_tables(report: Report, span: Span) -> dict[str, tuple[Table, ...]]:
    """Return the tables of each section of the summary over the unit and all below it. Fixed number of queries."""
    units = frozenset(units_below(report.unit_id, span.last))
    names = unit_names(units, span.last, short=True)
    found = standings(units, at=span.until)
    ordered = ordered_models(units, before=span.until)
    concerned = {one.initiative.pk for one in found} | {pk for pk, must in ordered.items() if must}
    initiatives = Initiative.objects.filter(pk__in=concerned).order_by("code")
    tasks = tasks_in(units, span)
    return {
        "models": (models_by_state(found, ordered, initiatives),),
        "units": unit_tables(units, names, span),
        "tasks": (tasks_by_requirement(tasks), visits(units, names, span)),
        "obstacles": (obstacles(units, names, span),),
        "behind": (behind(tasks, names, span),),
        "reports": (_unit_reports(units - {report.unit_id}, names, span),),
        "proposals": (_proposals(units, names, span),),
    }


def _unit_reports(units: frozenset[int], names: Mapping[int, str], span: Span) -> Table:
    """Return which units that opened a report of a half year touching the quarter have signed it. One query."""
    reported = sorted(unit_reports(units, span), key=lambda one: listing_key(names[one.unit_id]))
    found = [(one, is_signed_in(one, span)) for one in reported]
    rows: list[tuple[Cell, ...]] = [
        (
            names[one.unit_id],
            str(REPORT_WORDS["signed" if is_signed else "draft"]),
            one.number if is_signed else "",
            date_vn(one.signed_at) if is_signed else "",
        )
        for one, is_signed in found
    ]
    columns = ("Đơn vị", "Tình trạng", "Số", "Ngày ký")
    counted = counts("reports", REPORT_WORDS, ("signed" if is_signed else "draft" for _one, is_signed in found))
    return Table("reports", "Báo cáo 6 tháng của các đơn vị", columns, tuple(rows), counts=counted)


def unit_reports(units: Collection[int], span: Span) -> QuerySet[Report]:
    """Return the reports of a half year that touches the quarter."""
    touching = (span.first, span.period.end)
    return Report.objects.filter(unit__in=units, kind=ReportKind.HALF_YEAR, period__overlap=touching)


def is_signed_in(report: Report, span: Span) -> bool:
    """Tell whether the report was signed within the span."""
    return report.signed_at is not None and report.signed_at < span.until


def _proposals(units: frozenset[int], names: Mapping[int, str], span: Span) -> Table:
    """Return what the signed reports of the units propose in this span. One query."""
    found = sorted(proposals_in(units, span), key=lambda one: (listing_key(names[one.report.unit_id]), one.pk))
    rows: list[tuple[Cell, ...]] = [
        (one.title, names[one.report.unit_id], one.initiative.code if one.initiative else "") for one in found
    ]
    columns = ("Mô hình", "Đơn vị", "Mã trong danh mục")
    counted = counts("proposals", {}, ("proposal" for _one in found))
    return Table("proposals", "Mô hình các đơn vị đề xuất", columns, tuple(rows), counts=counted)


def proposals_in(units: Collection[int], span: Span) -> QuerySet[ReportProposal]:
    """Return the proposals of reports that were signed within the span."""
    return ReportProposal.objects.filter(
        report__unit__in=units,
        report__signed_at__lt=span.until,
        report__period__overlap=(span.first, span.period.end),
    ).select_related("report", "initiative")
