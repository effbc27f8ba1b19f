"""The rows of an edition, a month at a time, in a few statements over all of its events.

What a figure counts, where and for whom says `counting`, what is late says `lateness`: their queries are put into the
statements here, and nothing is defined a second time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Count, F

from motcua.foundation.units.rules import start_of
from motcua.services.onestop.counting import Placed, condition_of, happened, with_officer
from motcua.services.onestop.figures import working_time
from motcua.services.onestop.figures.whose_time import give_calendars
from motcua.services.onestop.models import FigureEdition, Stage
from motcua.services.onestop.states import CLOSED, PAUSED, Action, State
from motcua.services.onestop.turned import turned_among

# the columns of `FigureDay`; each is a measure of the one-stop
COUNTED = (
    *("filed", "accepted", "rejected", "supplement_asked"),
    *("finished", "finished_in_time", "finished_late", "finished_late_by_law", "refused"),
    *("returned", "withdrawn", "stopped"),
)
_KINDS = (
    *(Action.SUBMIT, Action.ACCEPT, Action.REJECT, Action.REQUEST_SUPPLEMENT),
    *(Action.DECIDE, Action.RETURN, Action.WITHDRAW, Action.STOP),
)
_PLACE = ("day", "unit", "procedure", "officer", "came_by")
_DECIDED = """
CREATE TEMPORARY TABLE figures_decided AS SELECT q.*, 0 AS counter_calendar, 0 AS calendar FROM ({query}) q
  (dossier_id, day, unit_id, procedure_id, officer_id, channel, receiving_id, filed_at, accepted_at, decided_at,
   closed_at)
"""
# the days whose working time is asked for: the last is that of the last return, or today's while one is to come
_REACH = """
SELECT {first},
       CASE WHEN bool_and(closed_at IS NOT NULL) THEN least({last}, %s) ELSE %s END
FROM figures_decided
"""
_TIMES = """
INSERT INTO onestop_figuretime
  (edition_id, dossier_id, day, unit_id, procedure_id, officer_id, channel, minutes)
SELECT %s, d.dossier_id, d.day, d.unit_id, d.procedure_id, d.officer_id, d.channel,
       greatest(0, ({until} - {since}) / 60 - coalesce(p.minutes, 0))
FROM figures_decided d
JOIN figures_calendar s ON s.calendar = d.calendar AND s.day = {since_day}
JOIN figures_calendar u ON u.calendar = d.calendar AND u.day = {until_day}
LEFT JOIN (
    SELECT p.dossier_id, sum(({pause_until} - {pause_since}) / 60) AS minutes
    FROM figures_decided d
    JOIN onestop_pause p ON p.dossier_id = d.dossier_id AND p.ended_at IS NOT NULL
    JOIN figures_calendar s ON s.calendar = d.calendar AND s.day = {pause_since_day}
    JOIN figures_calendar u ON u.calendar = d.calendar AND u.day = {pause_until_day}
    GROUP BY p.dossier_id
) p ON p.dossier_id = d.dossier_id
"""
# an event opens a span that the next one closes; the spans of a step, or of one kind of waiting, are put together
_STEPS = """
INSERT INTO onestop_figurestep (edition_id, dossier_id, day, unit_id, procedure_id, channel, stage, step, minutes)
SELECT %(edition)s, d.dossier_id, d.day, d.unit_id, d.procedure_id, d.channel, t.stage, t.step, t.seconds / 60
FROM (
    SELECT i.dossier_id, i.stage, i.step, sum({until} - {since}) AS seconds
    FROM (
        SELECT e.dossier_id, e.at AS since,
               CASE WHEN e.at < d.accepted_at THEN d.counter_calendar ELSE d.calendar END AS calendar,
               e.to_state = ANY(%(closed)s) AS is_over,
               lead(e.at) OVER (PARTITION BY e.dossier_id ORDER BY e.seq) AS until,
               CASE WHEN e.to_state = %(filed)s THEN %(stage_answer)s
                    WHEN e.to_state = ANY(%(paused)s) THEN %(stage_pause)s
                    WHEN e.to_state = %(decided)s THEN %(stage_pickup)s
                    ELSE %(stage_step)s END AS stage,
               CASE WHEN e.to_state = ANY(%(paused)s) THEN e.to_state
                    WHEN e.to_state IN (%(filed)s, %(decided)s) THEN '' ELSE e.step END AS step
        FROM figures_decided d JOIN onestop_dossierevent e ON e.dossier_id = d.dossier_id
        WHERE e.at < %(end)s
    ) i
    JOIN figures_calendar s ON s.calendar = i.calendar AND s.day = {since_day}
    JOIN figures_calendar u ON u.calendar = i.calendar AND u.day = {until_day}
    WHERE i.until IS NOT NULL AND NOT i.is_over
    GROUP BY i.dossier_id, i.stage, i.step
) t JOIN figures_decided d ON d.dossier_id = t.dossier_id
"""


def write_month(edition: FigureEdition, first: date, last: date) -> None:
    """Write every row of the edition for the days from `first` to `last`, inside the caller's transaction.

    Raises CalendarMissing when the working time of a decided dossier cannot be told.
    """
    if not happened(first, last).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        _count(cursor, edition, first, last)
        openings = _collect_decided(cursor, first, last, through=edition.through)
        if openings is not None:
            _write_times(cursor, edition, openings)
            _write_steps(cursor, edition, openings)


def _count(cursor: CursorWrapper, edition: FigureEdition, first: date, last: date) -> None:
    chosen: Any = _named(with_officer(happened(first, last).filter(kind__in=_KINDS)))
    counts = {f"n_{code}": Count("pk", filter=condition_of(code)) for code in COUNTED}
    query, parameters = chosen.values(*_PLACE).annotate(**counts).order_by().query.sql_with_params()
    columns = ", ".join(COUNTED)
    cursor.execute(
        "INSERT INTO onestop_figureday (edition_id, day, unit_id, procedure_id, officer_id, channel, "  # noqa: S608 - our own
        f"{columns}) SELECT %s, q.* FROM ({query}) q",
        [edition.pk, *parameters],
    )


def _collect_decided(cursor: CursorWrapper, first: date, last: date, *, through: date) -> int | None:
    """Put the dossiers decided in these days, and the calendars they need, into temporary tables.

    Returns the most openings of a day; None when nothing was decided.
    """
    chosen = happened(first, last).filter(kind=Action.DECIDE)
    decided: Any = _named(with_officer(chosen))
    moments = ("dossier__receiving_unit", "dossier__filed_at", "dossier__accepted_at", "at", "dossier__closed_at")
    query, parameters = decided.values_list("dossier", *_PLACE, *moments).order_by().query.sql_with_params()
    cursor.execute("DROP TABLE IF EXISTS figures_decided")
    cursor.execute(_DECIDED.format(query=query), parameters)
    cursor.execute("CREATE UNIQUE INDEX ON figures_decided (dossier_id)")
    reach = _REACH.format(first=working_time.day_of("min(filed_at)"), last=working_time.day_of("max(closed_at)"))
    cursor.execute(reach, [through, through])
    since, until = cursor.fetchone() or (None, None)
    if since is None or until is None:
        return None
    openings = give_calendars(cursor, turned_among(chosen.values("dossier")), first=since, last=until)
    cursor.execute("ANALYZE figures_decided")
    return openings


def _write_times(cursor: CursorWrapper, edition: FigureEdition, openings: int) -> None:
    cursor.execute(
        _TIMES.format(
            since=working_time.worked("d.accepted_at", "s", openings),
            until=working_time.worked("d.decided_at", "u", openings),
            since_day=working_time.day_of("d.accepted_at"),
            until_day=working_time.day_of("d.decided_at"),
            pause_since=working_time.worked("p.started_at", "s", openings),
            pause_until=working_time.worked("p.ended_at", "u", openings),
            pause_since_day=working_time.day_of("p.started_at"),
            pause_until_day=working_time.day_of("p.ended_at"),
        ),
        [edition.pk],
    )


def _write_steps(cursor: CursorWrapper, edition: FigureEdition, openings: int) -> None:
    statement = _STEPS.format(
        since=working_time.worked("i.since", "s", openings),
        until=working_time.worked("i.until", "u", openings),
        since_day=working_time.day_of("i.since"),
        until_day=working_time.day_of("i.until"),
    )
    words: dict[str, Any] = {
        "edition": edition.pk,
        "closed": sorted(map(str, CLOSED)),
        "paused": sorted(map(str, PAUSED)),
        "filed": State.SUBMITTED,
        "decided": State.DECIDED,
        "end": start_of(edition.through + timedelta(days=1)),
        **{f"stage_{stage.value}": stage for stage in Stage},
    }
    cursor.execute(statement, words)


def _named(chosen: Placed) -> Placed:
    """Return events with the procedure and the channel of their dossiers."""
    named: Any = chosen.annotate(procedure=F("dossier__procedure"), came_by=F("dossier__channel"))
    return named  # type: ignore[no-any-return]
