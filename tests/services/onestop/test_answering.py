"""How long online filings waited: from the events, by working minutes, as percentiles."""

from datetime import date, datetime, timedelta

import pytest

from motcua.foundation.units.access import roles_of
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.recount_due_times import recount_due_times
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.answering import percentile
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries.answers import AnswerPage, answer_page
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, SYSTEM, Office, ask_for_more, make_dossier, make_office
from tests.factories.worktime import make_calendar_day


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def page_of(office: Office, *, now: datetime = NOW, unit_id: int | None = None) -> AnswerPage:
    return answer_page(
        roles=roles_of(office.leader, now),
        unit_id=unit_id,
        since=NOW.date(),
        until=NOW.date() + timedelta(days=7),
        now=now,
    )


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 50, 7),
        ([1, 2], 50, 1),
        ([1, 2, 3], 50, 2),
        (range(1, 101), 90, 90),
        (range(1, 101), 99, 99),
        ([1, 9], 99, 9),
    ],
)
def test_a_percentile_is_the_nearest_rank(values: range | list[int], share: int, expected: int) -> None:
    assert percentile(list(values), share) == expected


def test_the_queue_has_what_waits_the_next_due_first(office: Office) -> None:
    late = make_dossier(office, State.SUBMITTED, now=at("2019-04-05T09:00"))
    fresh = make_dossier(office, State.SUBMITTED, now=at("2019-04-08T08:00"))
    make_dossier(office, State.ACCEPTED)
    page = page_of(office, now=at("2019-04-08T14:00"))
    assert [row.code for row in page.rows] == [late.code, fresh.code]
    assert (page.waiting, page.late, page.rows[0].urgency, page.rows[0].left.is_late) == (2, 1, "late", True)


def test_answers_are_measured_in_working_minutes_against_eight_hours(office: Office) -> None:
    """Filed on Monday at 08:30, answered after one, six and (late) ten working hours."""
    for moment in ("2019-04-08T09:30", "2019-04-08T16:00", "2019-04-09T10:30"):
        dossier = make_dossier(office, State.SUBMITTED)
        accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=at(moment))
    answered = page_of(office).answered
    assert (answered.count, answered.kept) == (3, 2)
    assert answered.minutes == {50: 360, 90: 600, 99: 600}


def test_a_refusal_and_a_request_for_papers_are_answers_and_what_is_added_waits_anew(office: Office) -> None:
    refused = make_dossier(office, State.SUBMITTED)
    reject_dossier(
        dossier_id=refused.pk,
        reason="Sai nơi.",
        legal_ground="Luật",
        by=office.receptionist,
        now=at("2019-04-08T09:30"),
    )
    added = make_dossier(office, State.SUBMITTED)
    ask_for_more(added, office, now=at("2019-04-08T10:30"))
    receive_supplement(
        dossier_id=added.pk, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-10T08:00")
    )
    accept_dossier(dossier_id=added.pk, by=office.receptionist, now=at("2019-04-10T08:30"))
    answered = page_of(office).answered
    assert (answered.count, answered.kept, answered.minutes[50], answered.minutes[99]) == (3, 3, 60, 120)


def test_what_is_entered_at_the_counter_and_other_units_do_not_count(office: Office) -> None:
    make_dossier(office)
    dossier = make_dossier(office, State.SUBMITTED)
    accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-08T09:30"))
    assert page_of(office, unit_id=office.unit.pk).answered.count == 1
    other = page_of(make_office())
    assert (other.answered.count, other.rows, other.by_unit) == (0, (), ())


def test_a_new_calendar_moves_the_answer_alike_for_the_queue_the_look_up_and_the_figures(office: Office) -> None:
    """Filed on Monday at 08:30, due on Tuesday at 08:30; Tuesday is a day off, so Wednesday at 08:30 is in time."""
    dossier = make_dossier(office, State.SUBMITTED)
    make_calendar_day(date(2019, 4, 9), unit_id=office.unit.pk)
    recount_due_times(units=[office.unit.pk], by=SYSTEM, now=at("2019-04-08T11:00"))
    (row,) = page_of(office, now=at("2019-04-08T14:00")).rows
    waiting = status_by_token(text=dossier.token, address="203.0.113.9", now=at("2019-04-08T14:00"))
    assert waiting is not None
    assert row.due_at == waiting.answer_due_at == at("2019-04-10T08:30")
    assert [(told.kind, told.of_answer) for told in waiting.delays] == [(Action.RECOUNT, True)]
    accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-10T08:00"))
    answered = page_of(office).answered
    late = sum(
        each.value
        for each in OnestopFigures().counts([office.unit.pk], NOW.date(), date(2019, 4, 30))
        if each.measure == "answered_late"
    )
    assert (answered.count, answered.kept, late) == (1, 1, 0)
    accepted = status_by_token(text=dossier.token, address="203.0.113.9", now=at("2019-04-10T09:00"))
    assert accepted is not None
    assert accepted.delays == ()  # nothing moved the day of return
