"""Count every figure anew from the events, month by month, and put the whole in the place of what was there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.rules import day_of
from motcua.services.onestop.figures.comparison import differences
from motcua.services.onestop.figures.drawing import draw_files
from motcua.services.onestop.figures.facts import write_month
from motcua.services.onestop.figures.publishing import Cell, closed_until, published
from motcua.services.onestop.figures.spans import first_days, month_of
from motcua.services.onestop.models import (
    DossierEvent,
    FigureDay,
    FigureDifference,
    FigureEdition,
    FigureMonth,
    FigurePart,
    FigureStep,
    FigureTime,
)
from motcua.services.onestop.refusals import DossierRefused

KEPT = 30  # finished editions whose differences can still be read
MOST_DIFFERENCES = 1000  # of an edition: where more is wrong, the first thousand say enough
Told = Callable[[int, int, date], None]  # months done, of how many, the last one
_LOCK = 7_203_610  # any number of our own
_ROWS = (FigureDay, FigureTime, FigureStep)
_PUBLISHED = ("filed", "finished", "finished_in_time", "finished_late", "finished_late_by_law")


def rebuild_figures(*, now: datetime, told: Told = lambda _done, _of, _month: None) -> FigureEdition:
    """Return the new current edition: everything until the end of the day before `now`.

    Each month is a transaction of its own, so a rebuild that was broken off goes on where it stopped when it is asked
    for again on the same day; readers have the old edition until the new one is whole. Raises DossierRefused while
    another rebuild runs, and CalendarMissing.
    """
    with _alone():
        edition = _begin(day_of(now) - timedelta(days=1), now)
        done = set(edition.parts.values_list("month", flat=True))
        for month in _months(edition.through):
            if month in done:
                continue
            with transaction.atomic():
                write_month(edition, month, min(month_of(month).last, edition.through))
                FigurePart.objects.create(edition=edition, month=month, built_at=now)
            done.add(month)
            told(len(done), edition.months, month)
        _analyse()
        _finish(edition, now)
        _clear(edition)
    return edition


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise DossierRefused("figures_in_work", _("Số liệu đang được tính. Hãy chờ lượt tính này xong."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _begin(through: date, now: datetime) -> FigureEdition:
    """Return the unfinished edition of the day, or a new one; those of earlier days are given up."""
    _drop(FigureEdition.objects.filter(built_at__isnull=True).exclude(through=through))
    edition = FigureEdition.objects.filter(built_at__isnull=True, through=through).first()
    return edition or FigureEdition.objects.create(through=through, begun_at=now, months=len(_months(through)))


def _months(through: date) -> list[date]:
    first = DossierEvent.objects.aggregate(first=Min("at"))["first"]
    return first_days(day_of(first), through) if first else []


def _analyse() -> None:
    """Tell the planner what is new, before millions of rows are read for the first time."""
    with connection.cursor() as cursor:
        for model in _ROWS:
            cursor.execute(f"ANALYZE {model._meta.db_table}")  # noqa: SLF001 - Django's documented interface


@transaction.atomic
def _finish(edition: FigureEdition, now: datetime) -> None:
    """Publish, compare and make the edition current, all or nothing."""
    frozen = list(_frozen(edition))
    FigureMonth.objects.bulk_create(frozen, batch_size=2000)
    FigureMonth.objects.bulk_create(_published(edition, {each.month for each in frozen}), batch_size=2000)
    found = sorted(differences(edition))[:MOST_DIFFERENCES]
    FigureDifference.objects.bulk_create(
        FigureDifference(
            edition=edition,
            unit_id=each.unit_id,
            day=each.day,
            figure=each.figure,
            rebuilt=each.rebuilt,
            live=each.live,
        )
        for each in found
    )
    FigureEdition.objects.filter(is_current=True).update(is_current=False)
    edition.is_current, edition.built_at = True, max(now, edition.begun_at)
    edition.save(update_fields=["is_current", "built_at"])
    draw_files(edition, at=edition.built_at)


def _frozen(edition: FigureEdition) -> Iterator[FigureMonth]:
    """Yield what the current edition has published of whole months, unchanged: a second count would tell who came."""
    for row in FigureMonth.objects.filter(edition__is_current=True).select_related("edition"):
        if row.month <= closed_until(min(row.edition.through, edition.through)):
            row.pk, row.edition = None, edition
            yield row


def _published(edition: FigureEdition, frozen: Container[date]) -> Iterator[FigureMonth]:
    """Yield what is published of the whole months that were not published before."""
    sums = {f"sum_{name}": Sum(name) for name in _PUBLISHED}
    rows: Any = FigureDay.objects.filter(edition=edition, day__lte=closed_until(edition.through))
    rows = rows.annotate(month=TruncMonth("day"))
    cells: dict[tuple[int, date], list[Cell]] = defaultdict(list)
    for row in rows.values("unit", "month", "procedure").annotate(**sums).order_by():
        cell = Cell(row["procedure"], *(row[f"sum_{name}"] for name in _PUBLISHED))
        if cell.size and row["month"] not in frozen:
            cells[row["unit"], row["month"]].append(cell)
    for (unit_id, month), found in cells.items():
        for shown in published(found):
            figures = {name: getattr(shown, name) for name in _PUBLISHED} if shown else {}
            procedure_id = shown.procedure_id if shown else None
            yield FigureMonth(edition=edition, unit_id=unit_id, month=month, procedure_id=procedure_id, **figures)


def _clear(edition: FigureEdition) -> None:
    """Delete the rows of every other edition, and what is left of editions nobody asks about any more."""
    for model in (*_ROWS, FigureMonth):
        model.objects.exclude(edition=edition).delete()
    kept = FigureEdition.objects.order_by("-pk").values_list("pk", flat=True)[:KEPT]
    FigureEdition.objects.exclude(pk__in=list(kept)).delete()


def _drop(editions: QuerySet[FigureEdition]) -> None:
    numbers = list(editions.values_list("pk", flat=True))
    for model in _ROWS:
        model.objects.filter(edition__in=numbers).delete()
    FigureEdition.objects.filter(pk__in=numbers).delete()
