"""How the programme's figures are drawn: a row for each limit, a row for each step."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.foundation.worktime.rules import Limit, WorkingTime
from motcua.replication.shortening.queries import Line

PER_CENT = 100


@dataclass(frozen=True)
class StepRow:
    """A step as it is shown: its name, its share of the working time, and how long a matter stays there."""

    title: str
    share: float
    middle: str
    nearly_all: str

    @property
    def bar(self) -> tuple[str, float, str]:
        """Return the step as a bar."""
        return self.title, self.share, ""


def kept_rows(line: Line) -> list[tuple[str, float, str]]:
    """Return for each limit up to the law's its words, the share kept in per cent, and no address."""
    law, shortest = line.procedure.law, line.analysis.shortest
    rows = []
    for amount in range(1, law.amount + 1):
        share = line.analysis.share(amount)
        marks = []
        if amount == law.amount:
            marks.append(_("luật định"))
        if line.promised is not None and amount == line.promised.amount:
            marks.append(_("đang cam kết"))
        if amount == line.goal:
            marks.append(_("giảm 25%"))
        if shortest is not None and amount == shortest.high:
            marks.append(_("có thể cam kết"))
        words = Limit(amount, law.unit).text()
        if share is not None:
            rows.append((f"{words} ({', '.join(marks)})" if marks else words, PER_CENT * share, ""))
    return rows


def step_rows(line: Line) -> list[StepRow]:
    """Return the steps, the one that holds matters longest first."""
    titles = dict(line.procedure.steps)
    return [
        StepRow(
            titles.get(step.key, step.key),
            PER_CENT * step.share,
            WorkingTime(step.p50).text(),
            WorkingTime(step.p95).text(),
        )
        for step in line.analysis.steps
    ]
