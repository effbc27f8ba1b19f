"""Which rows stand behind a figure of a report? Every figure names its query, which is run again when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.queries import unit_names, units_below
from motcua.replication.adoption.models import RUNNING, AdoptionState
from motcua.replication.initiatives.models import Initiative
from motcua.replication.measures.models import MeasureDay
from motcua.replication.reporting.compose import period_of
from motcua.replication.reporting.content import Cell
from motcua.replication.reporting.fill.adoptions import Standing, ordered_models, standings
from motcua.replication.reporting.fill.followed import WORDS, tasks_in, word_of
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.models import Report
from motcua.services.registry import service


class NoSuchTrace(LookupError):
    """The name is not that of a figure of this report."""


@dataclass(frozen=True)
class Trace:
    """The rows behind a figure: what was asked, of which place, and what they add up to."""

    title: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def trace(report: Report, name: str, *, now: datetime) -> Trace:
    """Return the rows behind the figure `name` of the report, of the span it covers. Raises NoSuchTrace.

    Those of a signed report are read as of the moment of signing.
    """
    kind, *words = name.split(":")
    follow = _TRACES.get(kind)
    if follow is None:
        raise NoSuchTrace(name)
    span = Span(period_of(report), report.signed_at or now)
    try:
        return follow(report, span, words)
    except (ValueError, LookupError, Initiative.DoesNotExist) as unknown:
        raise NoSuchTrace(name) from unknown


def _measure(report: Report, span: Span, words: Sequence[str]) -> Trace:
    """Follow `measure:SERVICE:MEASURE:UNIT`: the days with a figure."""
    code, wanted, unit = words[0], words[1], int(words[2])
    measure = {one.code: one for one in service(code).measures}[wanted]
    if unit not in units_below(report.unit_id, span.last):
        raise KeyError(unit)
    days = MeasureDay.objects.within(span.first, span.last).filter(unit=unit, service=code, measure=wanted)
    rows = tuple((date_vn(day), value) for day, value in days.order_by("day").values_list("day", "value"))
    return Trace(
        title=f"{measure.name}, {unit_names([unit], span.last)[unit]}",
        source=_("Đếm theo ngày từ dịch vụ “%(service)s”: %(meaning)s")
        % {"service": service(code).name, "meaning": measure.meaning},
        columns=(_("Ngày"), str(measure.unit)),
        rows=rows,
        total=sum(value for _day, value in rows),
    )


def _models(report: Report, span: Span, words: Sequence[str]) -> Trace:
    """Follow `models:INITIATIVE:WORD`: the units in that state, or told to take the model over."""
    model, word = Initiative.objects.get(pk=int(words[0])), words[1]
    units = frozenset(units_below(report.unit_id, span.last))
    found = {one.unit_id: one for one in standings(units, at=span.until) if one.initiative.pk == model.pk}
    must = ordered_models(units, before=span.until).get(model.pk, set())
    chosen = must if word == "must" else must - _begun(found.values()) if word == "missing" else None
    if chosen is None:
        states = RUNNING if word == "running" else (AdoptionState(word),)
        chosen = {unit for unit, one in found.items() if one.state in states}
    names = unit_names(chosen, span.last)
    rows = tuple(
        (
            names[unit],
            str(found[unit].state.label) if unit in found else _("Chưa bắt đầu"),
            date_vn(found[unit].since) if unit in found else "",
        )
        for unit in sorted(chosen, key=lambda unit: names[unit])
    )
    return Trace(
        title=f"{model.code}. {model.title}",
        source=_("Danh sách đơn vị, theo chỉ đạo đã xác nhận và diễn biến áp dụng đến cuối kỳ."),
        columns=(_("Đơn vị"), _("Tình trạng"), _("Từ ngày")),
        rows=rows,
        total=len(rows),
    )


def _begun(found: Iterable[Standing]) -> set[int]:
    return {one.unit_id for one in found if one.state is not AdoptionState.STOPPED}


def _tasks(report: Report, span: Span, words: Sequence[str]) -> Trace:
    """Follow `tasks:REQUIREMENT:WORD`: the units with the task, as it counts."""
    requirement, word = int(words[0]), words[1]
    units = frozenset(units_below(report.unit_id, span.last))
    found = [one for one in tasks_in(units, span) if one.requirement_id == requirement]
    if not found or word not in {*WORDS, "all"}:
        raise KeyError(words)
    chosen = [one for one in found if word in {"all", word_of(one)}]
    names = unit_names({one.unit_id for one in chosen}, span.last)
    rows = tuple(
        (names[one.unit_id], date_vn(one.due_on), str(one.state.label), len(one.live) + one.evidence)
        for one in sorted(chosen, key=lambda one: names[one.unit_id])
    )
    return Trace(
        title=_("Mục %(number)s, %(directive)s")
        % {"number": found[0].requirement_number, "directive": found[0].directive_number},
        source=_("Nhiệm vụ đến hạn trong kỳ, theo minh chứng đã nhận và minh chứng từ hệ thống."),
        columns=(_("Đơn vị"), _("Hạn"), _("Tình trạng"), _("Minh chứng")),
        rows=rows,
        total=len(rows),
    )


_TRACES: dict[str, Callable[[Report, Span, Sequence[str]], Trace]] = {
    "measure": _measure,
    "models": _models,
    "tasks": _tasks,
}
