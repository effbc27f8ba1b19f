"""How does a unit do? Counts of a period, each equal to the rows of the work list behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.text import listing_key
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.counting import events_behind, with_officer
from motcua.services.onestop.figures.queries.times import stayed_in, title_of
from motcua.services.onestop.lateness import Against, in_time, later, overdue
from motcua.services.onestop.measures import MEASURES
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import CLOSED, FINISHED, PAUSED

_UNFINISHED = sorted(CLOSED - FINISHED)

# the words of the figures; "finished" = decided, whether or not the result has been fetched
FIGURES: dict[str, StrOrPromise] = {
    "received": _("Đã nhận trong kỳ"),
    "in_time": _("Giải quyết đúng hạn"),
    "late": _("Giải quyết quá hạn"),
    "late_by_law": _("Trong đó quá hạn luật định"),
    "open": _("Đang giải quyết, còn hạn"),
    "overdue": _("Đang giải quyết, đã quá hạn"),
    "overdue_by_law": _("Trong đó đã quá hạn luật định"),
    "rescheduled": _("Trong đó đã xin lỗi, hẹn lại"),
    "paused": _("Đang tạm dừng tính thời hạn"),
    "refused": _("Từ chối, rút hoặc dừng"),
}
PARTS = frozenset({"late_by_law", "overdue_by_law", "rescheduled"})  # counted in a figure before them too


@dataclass(frozen=True)
class Line:
    """The figures of one procedure."""

    slug: str
    title: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Figures:
    """The figures of a unit and period (days, both included): in all, and by procedure."""

    since: date
    until: date
    total: dict[str, int]
    lines: tuple[Line, ...]


def figures_of(reach: QuerySet[Dossier], *, since: date, until: date, now: datetime) -> Figures:
    """Count the dossiers in `reach` (see `worklist.reach`), in one query."""
    conditions = {word: _condition(word, since, until, now) for word in FIGURES}
    counted_once = (condition for word, condition in conditions.items() if word not in PARTS)
    counts = {word: Count("id", filter=condition) for word, condition in conditions.items()}
    counted: Iterable[Mapping[str, Any]] = (
        reach.filter(reduce(or_, counted_once))  # so that years of closed dossiers are not read
        .values("procedure__slug", "procedure__title_vi", "procedure__title_en")
        .annotate(**counts)
        .order_by()
    )
    found = (
        Line(row["procedure__slug"], _title(row), {word: row[word] for word in FIGURES})
        for row in counted
        if any(row[word] for word in FIGURES)
    )
    lines = tuple(sorted(found, key=lambda line: listing_key(line.title)))
    return Figures(since, until, {word: sum(line.counts[word] for line in lines) for word in FIGURES}, lines)


def rows_behind(
    reach: QuerySet[Dossier],
    figure: str,
    *,
    since: date | None,
    until: date | None,
    now: datetime,
    unit_id: int | None = None,
    officer_id: int | None = None,
    stay: str = "",
) -> QuerySet[Dossier]:
    """Return the dossiers that a figure of this page, or a measure of the unit, counts; nothing for an unknown one.

    `officer_id` narrows a measure to what one officer did, 0 to what nobody of the staff did. With `stay`, the code of
    a stage or step: those decided in these days that had been there.
    """
    today = now.astimezone(ZONE).date()
    first, last = since or today, until or today
    if figure in FIGURES:
        return reach.filter(_condition(figure, first, last, now))
    if unit_id is None:
        return reach.none()
    if stay:
        return reach.filter(pk__in=stayed_in(stay, unit_id=unit_id, first=first, last=last))
    events = events_behind(figure, unit_id, first, last)
    if officer_id is not None:
        events = with_officer(events).filter(officer=officer_id or None)
    return reach.filter(pk__in=events.values("dossier"))


def figure_name(word: str, stay: str = "") -> StrOrPromise:
    """Return the name of a figure of this page or of a measure, and of the step `stay`; "" for an unknown word."""
    name = FIGURES.get(word) or next((measure.name for measure in MEASURES if measure.code == word), "")
    return f"{name} – {title_of(stay)}" if name and stay else name


def _condition(figure: str, since: date, until: date, now: datetime) -> Q:
    first, end = _start(since), _start(until + timedelta(days=1))
    finished = Q(finished_at__gte=first, finished_at__lt=end)
    return {
        "received": Q(filed_at__gte=first, filed_at__lt=end),
        "in_time": finished & in_time("finished_at", Against.PROMISE),
        "late": finished & later("finished_at", Against.PROMISE),
        "late_by_law": finished & later("finished_at", Against.LAW),
        "open": Q(is_resting=False) & ~overdue(now, Against.PROMISE),
        "overdue": Q(is_resting=False) & overdue(now, Against.PROMISE),
        "overdue_by_law": Q(is_resting=False) & overdue(now, Against.LAW),
        "rescheduled": Q(is_resting=False, rescheduled_to__isnull=False),
        "paused": Q(is_resting=True, state__in=sorted(PAUSED)),
        "refused": Q(state__in=_UNFINISHED, closed_at__gte=first, closed_at__lt=end),
    }[figure]


def _title(row: Mapping[str, Any]) -> str:
    vi, en = str(row["procedure__title_vi"]), str(row["procedure__title_en"])
    return en if en and get_language() == "en" else vi


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
