"""What is shown of a quarter is shown once, when nobody can answer any more: it cannot be watched while it grows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import start_of
from motcua.services.registry import Counted
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.actions.publish_quarters import publish_quarters
from motcua.services.surveys.jobs import publish_closed_quarters
from motcua.services.surveys.measures import SurveyFigures
from motcua.services.surveys.models import PublishedVoice, Tally
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.queries import office_voices
from motcua.services.surveys.refusals import VoiceRefused
from motcua.services.surveys.rules import LEAST, Rating
from motcua.services.surveys.tokens import Asked
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office
from tests.factories.surveys import make_links
from tests.factories.units import make_unit

SPRING = Quarter(2019, 2)
CLOSED = start_of(SPRING.closes_on)


@pytest.mark.parametrize(
    ("quarter", "closes_on"),
    [
        (Quarter(2019, 2), date(2019, 7, 23)),  # its last week begins on Monday 24 June
        (Quarter(2018, 4), date(2019, 1, 29)),  # on Monday 31 December
        (Quarter(2024, 1), date(2024, 4, 23)),  # on Monday 25 March
    ],
)
def test_a_quarter_closes_when_the_links_of_its_last_week_have_run_out(quarter: Quarter, closes_on: date) -> None:
    assert quarter.closes_on == closes_on
    assert Quarter.last_closed(closes_on) == quarter
    assert Quarter.last_closed(closes_on - timedelta(days=1)) == quarter.before


@pytest.mark.django_db
def test_no_link_of_a_closed_quarter_is_answered(office: Office) -> None:
    last_week = SPRING.closes_on - timedelta(days=29)
    make_links(office, LEAST, at=start_of(last_week))
    asked = Asked(office.unit.pk, last_week, b"x" * 12)
    give_voice(asked=asked, rating=Rating.GOOD, now=CLOSED - timedelta(minutes=1))
    with pytest.raises(VoiceRefused, match="hết hạn"):
        give_voice(asked=Asked(office.unit.pk, last_week, b"y" * 12), rating=Rating.GOOD, now=CLOSED)


def say(office_id: int, quarter: Quarter = SPRING, /, **sums: int) -> None:
    named = {f"rating-{name[1:]}" if name[0] == "r" else f"reason-{name}": count for name, count in sums.items()}
    Tally.objects.create(unit_id=office_id, quarter=quarter.first, sums=named)


def shown() -> list[tuple[int | None, ...]]:
    return list(PublishedVoice.objects.order_by("pk").values_list("total", "satisfied", "fair", "unsatisfied"))


@pytest.mark.django_db
def test_nothing_is_published_of_a_running_quarter_and_everything_once_of_a_closed_one() -> None:
    first, second, few = (make_unit().pk for _ in range(3))
    say(first, r5=21, r4=9, r3=6, r1=5)
    say(first, SPRING.after, r5=99)
    say(second, r5=40, r3=2)
    say(few, r5=4)
    assert publish_quarters(by=SYSTEM, now=CLOSED - timedelta(minutes=1)) == 0
    assert (publish_quarters(by=SYSTEM, now=CLOSED), publish_quarters(by=SYSTEM, now=CLOSED)) == (3, 0)
    assert shown() == [(41, 30, 6, 5), (42, None, None, None), (None, None, None, None)]
    assert AuditEntry.objects.filter(action="surveys.publish_quarter").count() == 3
    with pytest.raises(NotAllowed):
        publish_quarters(by=CITIZEN, now=CLOSED)


@pytest.mark.django_db
def test_the_night_publishes_what_was_missed() -> None:
    say(make_unit().pk, r5=20)
    publish_closed_quarters(int((CLOSED + timedelta(days=200)).timestamp()))
    assert shown() == [(20, None, None, None)]  # all of one mind: a figure would tell of each of them


@pytest.mark.django_db
def test_where_nearly_all_said_the_same_the_page_says_so_and_not_how_many_did_not(client: Client) -> None:
    """Whether none, two or four were not content, what is shown is the same."""
    for fair, bad in ((0, 0), (2, 0), (1, 3)):
        say(make_unit().pk, r5=100 - fair - bad, r3=fair, r1=bad)
    publish_quarters(by=SYSTEM, now=CLOSED)
    assert {(row.total, row.bands, row.least) for row in office_voices(SPRING, now=CLOSED)} == {
        (100, (None, None, None), (96, None, None))
    }
    page = client.get(f"/muc-do-hai-long/?quy={SPRING.year}-{SPRING.number}").content.decode()
    assert (page.count("ít nhất 96"), page.count("dưới 5</td>")) == (3, 6)


@pytest.mark.django_db
def test_the_database_takes_no_small_figure() -> None:
    unit = make_unit()
    near = {"nearly_all": "satisfied"}
    for wrong in ({"total": 4}, {"total": 9, "fair": 3}, {"satisfied": 9}, {"total": 8, **near}, {"fair": 9, **near}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublishedVoice.objects.create(unit=unit, quarter=SPRING.first, published_at=NOW, **wrong)


@pytest.mark.django_db
def test_measures_are_what_was_published_on_the_last_day_of_the_quarter() -> None:
    first, hidden = make_unit().pk, make_unit().pk
    say(first, r5=20, r4=9, r3=6, r1=6)
    say(hidden, r5=40, r3=2)
    source = SurveyFigures()
    publish_quarters(by=SYSTEM, now=CLOSED)
    day = date(2019, 6, 30)
    touched = source.touched({})
    assert touched.days == {(first, day), (hidden, day)}
    assert source.touched(touched.position).days == frozenset()
    expected = [
        Counted(first, day, "answers", 41),
        Counted(first, day, "judged", 41),
        Counted(first, day, "satisfied", 29),
        Counted(hidden, day, "answers", 42),
    ]
    assert sorted(source.counts(None, day, day)) == expected
    assert sorted(source.counts([hidden], date(2019, 6, 1), date(2019, 12, 31))) == expected[3:]
    assert not list(source.counts(None, date(2019, 4, 1), date(2019, 6, 29)))


@pytest.mark.django_db
def test_of_what_should_be_better_is_published_what_many_named_and_many_did_not() -> None:
    say(make_unit().pk, r5=20, r3=10, r1=10, time=12, cost=4, papers=36)
    publish_quarters(by=SYSTEM, now=CLOSED)
    told = {"time": 12, "cost": None, "papers": None, "manner": None, "guidance": None}
    assert PublishedVoice.objects.get().reasons == told


@pytest.mark.django_db
def test_figures_of_the_measures_never_say_what_the_page_hides() -> None:
    unit = make_unit().pk
    say(unit, r5=50, r1=3)
    publish_quarters(by=SYSTEM, now=CLOSED)
    assert {each.measure for each in SurveyFigures().counts(None, SPRING.first, SPRING.last)} == {"answers"}
