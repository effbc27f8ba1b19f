"""The database counts working time as the legal clock does."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from motcua.foundation.units.models import Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import CalendarMissing, working_minutes_between
from motcua.services.onestop.figures import working_time
from tests.factories.onestop import Office

SPANS = 400


def counted(unit: Unit, spans: list[tuple[datetime, datetime]]) -> list[int]:
    """Return the working minutes of each span, as the database counts them."""
    first = min(since for since, _until in spans).astimezone(ZONE).date()
    last = max(until for _since, until in spans).astimezone(ZONE).date()
    with connection.cursor() as cursor:
        openings = working_time.lay_out(cursor, whose=[unit.pk], first=first, last=last).openings
        cursor.execute("CREATE TEMPORARY TABLE spans (number int, since timestamptz, until timestamptz)")
        cursor.executemany(
            "INSERT INTO spans VALUES (%s, %s, %s)", [(place, *span) for place, span in enumerate(spans)]
        )
        cursor.execute(
            # our own text: the moments are columns
            f"""SELECT ({working_time.worked("x.until", "u", openings)}
                      - {working_time.worked("x.since", "s", openings)}) / 60
                FROM spans x
                JOIN figures_calendar s ON s.day = {working_time.day_of("x.since")}
                JOIN figures_calendar u ON u.day = {working_time.day_of("x.until")}
                ORDER BY x.number"""  # noqa: S608
        )
        return [minutes for (minutes,) in cursor.fetchall()]


def test_random_spans_have_the_minutes_of_the_clock(office: Office) -> None:
    """Nights, weekends, holidays, make-up Saturdays, seconds and microseconds: 400 spans of 2019."""
    chance = random.Random(766)
    begin = datetime(2019, 1, 2, tzinfo=ZONE)
    spans = []
    for _number in range(SPANS):
        since = begin + timedelta(seconds=chance.random() * 300 * 86_400)
        spans.append((since, since + timedelta(seconds=chance.random() ** 4 * 50 * 86_400)))
    calendar = calendar_for(office.unit.pk)
    expected = [working_minutes_between(calendar, since, until) for since, until in spans]
    assert counted(office.unit, spans) == expected
    assert len(set(expected)) > SPANS // 3


def test_a_year_without_calendar_is_refused(office: Office) -> None:
    with connection.cursor() as cursor, pytest.raises(CalendarMissing):
        working_time.lay_out(cursor, whose=[office.unit.pk], first=date(1990, 1, 1), last=date(1990, 1, 2))
