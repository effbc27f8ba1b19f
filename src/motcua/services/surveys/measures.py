"""Which figures do the surveys yield? Those published of a quarter, counted on its last day; never one more.

A figure of a day or a week would tell what the page hides, and one that grows could be watched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from motcua.services.registry import Better, Counted, Measure, Ratio, Touched
from motcua.services.surveys.models import PublishedVoice
from motcua.services.surveys.quarters import Quarter

_ANSWERS = _("lượt")

MEASURES = (
    Measure(
        "answers",
        _("Lượt đánh giá"),
        _ANSWERS,
        _("Số lượt người dân đánh giá trong quý đã công bố, ghi vào ngày cuối quý; dưới 5 lượt thì không tính."),
        Better.MORE,
    ),
    Measure(
        "judged",
        _("Lượt đánh giá công bố theo mức"),
        _ANSWERS,
        _("Phần lượt đánh giá mà số người hài lòng được công bố; quý có số bị ẩn thì không tính."),
        Better.MORE,
    ),
    Measure(
        "satisfied",
        _("Lượt đánh giá hài lòng"),
        _ANSWERS,
        _("Số lượt chọn hài lòng hoặc rất hài lòng trong các lượt công bố theo mức."),
        Better.MORE,
    ),
)

RATIOS = (
    Ratio(
        "satisfied_share",
        _("Tỷ lệ hài lòng"),
        _("Lượt đánh giá hài lòng trên lượt đánh giá công bố theo mức."),
        Better.MORE,
        of="satisfied",
        per="judged",
    ),
)

LAST = "published"  # the number of the last published row, for the position


class SurveyFigures:
    """The surveys' `MeasureSource`."""

    def counts(self, unit_ids: Collection[int] | None, first: date, last: date) -> Iterable[Counted]:
        """Return the figures of the quarters that end in the span. One query."""
        found = PublishedVoice.objects.filter(quarter__gte=Quarter.of(first).first, quarter__lte=last)
        if unit_ids is not None:
            found = found.filter(unit__in=unit_ids)
        for row in found:
            day = Quarter.of(row.quarter).last
            if first <= day <= last:
                yield from _counted(row, day)

    def touched(self, position: Mapping[str, JsonValue]) -> Touched:
        """Return what was published after the row of `position`. One query."""
        since = position.get(LAST)
        after = int(since) if isinstance(since, int | str) else 0
        rows = list(PublishedVoice.objects.filter(pk__gt=after).order_by("pk"))
        days = frozenset((row.unit_id, Quarter.of(row.quarter).last) for row in rows)
        return Touched(days, {LAST: rows[-1].pk if rows else after})


def _counted(row: PublishedVoice, day: date) -> Iterable[Counted]:
    if row.total:
        yield Counted(row.unit_id, day, "answers", row.total)
    if row.total and row.satisfied is not None:
        yield Counted(row.unit_id, day, "judged", row.total)
        yield Counted(row.unit_id, day, "satisfied", row.satisfied)
