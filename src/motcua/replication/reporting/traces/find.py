"""Find what stands behind a figure of a report by its name ("measure:onestop:filed:12")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.units.access import RoleSet
from motcua.replication.reporting.compose import content_of, period_of
from motcua.replication.reporting.content import Figure
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.models import Report
from motcua.replication.reporting.traces import adopted, followed, measured, reports, tasks
from motcua.replication.reporting.traces.trace import Asked, Trace


class NoSuchTrace(LookupError):
    """The name is not that of a figure of this report."""


@dataclass(frozen=True)
class Followed:
    """A figure as the report says it and what asking again says; `asked_at` is the moment of the records read."""

    figure: Figure
    trace: Trace
    asked_at: datetime

    @property
    def agrees(self) -> bool:
        """Tell whether asking again gives the same; what is entered late for a signed period makes a difference."""
        return self.figure.value == self.trace.total


_FOLLOW: dict[str, Callable[[Asked], Trace]] = {
    "measure": measured.measure,
    "before": measured.before,
    "change": measured.change,
    "sum": measured.total,
    "models": adopted.models,
    "own_models": adopted.own_models,
    "tasks": tasks.tasks,
    "all_tasks": tasks.all_tasks,
    "all_late": tasks.all_late,
    "late": tasks.late,
    "evidence": tasks.evidence,
    "obstacles": followed.obstacles,
    "obstacle": followed.obstacle,
    "visits": followed.visits,
    "visit": followed.visit,
    "reports": reports.reports,
    "proposals": reports.proposals,
    "own_proposals": reports.own_proposals,
}


def follow(report: Report, name: str, *, roles: RoleSet, now: datetime) -> Followed:
    """Return the figure `name` of the report and the query behind it, asked again. Raises NoSuchTrace.

    Only figures that stand in the report can be followed. A signed report is asked as of the moment of signing.
    """
    figure = next((one for one in content_of(report, now=now).figures() if one.trace == name), None)
    if figure is None:
        raise NoSuchTrace(name)
    kind, *words = name.split(":")
    span = Span(period_of(report), report.signed_at or now)
    try:
        return Followed(figure, _FOLLOW[kind](Asked(report, span, roles, tuple(words))), span.now)
    except LookupError as gone:
        raise NoSuchTrace(name) from gone
