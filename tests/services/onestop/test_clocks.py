"""Due times: the law's and the promised ones, with pauses, by the calendar of 2019."""

from datetime import date, datetime
from typing import Any

import pytest

from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.clocks import answer_limit
from motcua.services.onestop.models import Dossier, Pause, PauseCause
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import State
from tests.factories.onestop import Office, ask_for_more, make_dossier, make_office, make_pledge, make_step

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def make_limit(amount: int, unit: str) -> dict[str, Any]:
    return {"amount": amount, "unit": unit, "source": {"document": "Luật"}, "verified": False}


def short_steps() -> list[dict[str, Any]]:
    return [
        make_step("reception", "receptionist", "receiving", 1),
        make_step("decision", "leader", "deciding", 2),
        make_step("return", "receptionist", "receiving", 1),
    ]


@pytest.mark.parametrize(
    ("limit", "accepted", "due"),
    [
        # 15 April 2019 is the Hùng Kings' day (10th of the third lunar month: 14 April, a Sunday, made up on the 15th)
        (("working_day", 10), "2019-04-08T08:30", "2019-04-23T17:00"),
        (("working_day", 10), "2019-04-08T16:59", "2019-04-23T17:00"),
        (("working_day", 1), "2019-04-12T09:00", "2019-04-16T17:00"),
        (("calendar_day", 7), "2019-04-08T08:30", "2019-04-16T17:00"),
        (("calendar_day", 4), "2019-04-08T08:30", "2019-04-12T17:00"),
        (("working_hour", 8), "2019-04-08T08:30", "2019-04-09T08:30"),
        (("same_day", 1), "2019-04-08T14:59", "2019-04-08T17:00"),
        (("same_day", 1), "2019-04-08T15:01", "2019-04-09T17:00"),
    ],
)
def test_the_due_time_follows_the_unit_of_the_limit(limit: tuple[str, int], accepted: str, due: str) -> None:
    office = make_office(limit=make_limit(limit[1], limit[0]), steps=short_steps())
    dossier = make_dossier(office, now=at(accepted))
    assert (dossier.due_at, dossier.law_due_at, dossier.next_due_at) == (at(due), at(due), at(due))


@pytest.mark.parametrize(
    ("accepted", "due"), [("2019-03-29T09:00", "2019-04-12T17:00"), ("2019-04-08T08:30", "2019-04-19T17:00")]
)
def test_the_promise_in_force_at_acceptance_gives_the_due_time_people_are_told(accepted: str, due: str) -> None:
    office = make_office(commitments=[make_pledge(8, valid_from=date(2019, 4, 1))])
    dossier = make_dossier(office, now=at(accepted))
    assert dossier.due_at == at(due)
    assert dossier.due_at <= (dossier.law_due_at or dossier.due_at)


def test_a_promise_of_other_units_does_not_bind_this_one() -> None:
    office = make_office(commitments=[make_pledge(8, units=["another-unit"])])
    dossier = make_dossier(office)
    assert dossier.due_at == dossier.law_due_at


def test_the_law_wins_where_a_promise_would_end_later() -> None:
    # seven working days over Tết 2019 (4-8 February off) end after the eleven calendar days of the law
    office = make_office(
        now=at("2019-01-30T09:00"),
        limit=make_limit(11, "calendar_day"),
        steps=short_steps(),
        commitments=[make_pledge(7, valid_from=date(2019, 1, 1))],
    )
    dossier = make_dossier(office, now=at("2019-01-30T09:00"))
    assert dossier.law_due_at == at("2019-02-11T17:00")
    assert dossier.due_at == dossier.law_due_at


@pytest.mark.parametrize(
    ("asked", "brought", "due"),
    [
        ("2019-04-09T09:00", "2019-04-09T16:00", "2019-04-23T17:00"),  # over before the close of the day
        ("2019-04-09T09:00", "2019-04-10T09:00", "2019-04-24T17:00"),  # one day on which the clock stood at the close
        ("2019-04-09T09:00", "2019-04-17T09:00", "2019-05-03T17:00"),  # five days; 29 April to 1 May were off
        ("2019-04-12T16:00", "2019-04-13T10:00", "2019-04-24T17:00"),  # a Friday evening
    ],
)
def test_time_spent_waiting_for_the_applicant_does_not_count(
    office: Office, asked: str, brought: str, due: str
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS, now=at("2019-04-08T08:30"))
    before = dossier.due_at
    dossier = ask_for_more(dossier, office, now=at(asked))
    assert (dossier.due_at, dossier.paused_since) == (before, at(asked))
    dossier = receive_supplement(
        dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=at(brought)
    )
    assert (dossier.due_at, dossier.paused_since, dossier.state) == (at(due), None, State.IN_PROCESS)
    assert list(Pause.objects.values_list("started_at", "ended_at")) == [(at(asked), at(brought))]


def test_pauses_of_both_causes_add_up(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS, now=at("2019-04-08T08:30"))
    given: dict[str, Any] = {"dossier_id": dossier.pk}
    ask_for_more(dossier, office, now=at("2019-04-09T09:00"))
    receive_supplement(**given, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-10T09:00"))
    request_payment(**given, reason="Thông báo 12/TB", by=office.specialist, now=at("2019-04-11T09:00"))
    dossier = confirm_payment(**given, by=office.receptionist, now=at("2019-04-12T09:00"))
    assert dossier.due_at == at("2019-04-25T17:00")
    assert sorted(Pause.objects.values_list("cause", flat=True)) == [PauseCause.PAYMENT, PauseCause.SUPPLEMENT]


def test_before_acceptance_an_answer_is_due_in_eight_working_hours(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED, now=at("2019-04-08T14:00"))
    assert (dossier.answer_due_at, dossier.next_due_at) == (at("2019-04-09T14:00"), at("2019-04-09T14:00"))
    assert (dossier.due_at, dossier.law_due_at, dossier.accepted_at) == (None, None, None)


def test_more_papers_before_acceptance_set_a_new_answer_time_and_no_pause(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED, now=at("2019-04-08T08:30"))
    ask_for_more(dossier, office, now=at("2019-04-08T10:00"))
    dossier = receive_supplement(
        dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-11T10:00")
    )
    assert (dossier.state, dossier.answer_due_at) == (State.SUBMITTED, at("2019-04-12T10:00"))
    assert not Pause.objects.exists()


def test_the_clock_of_the_law_starts_with_acceptance(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED, now=at("2019-04-04T10:00"))
    dossier = accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-08T08:30"))
    assert (dossier.accepted_at, dossier.due_at) == (at("2019-04-08T08:30"), at("2019-04-23T17:00"))


def test_each_step_has_its_own_due_time_and_a_step_done_again_counts_from_the_first(office: Office) -> None:
    dossier = make_dossier(office, now=at("2019-04-08T08:30"))
    given: dict[str, Any] = {"dossier_id": dossier.pk}
    assert dossier.step_due_at == at("2019-04-08T14:00")
    dossier = hand_over(**given, by=office.receptionist, now=at("2019-04-08T09:00"))
    examination = dossier.step_due_at
    assert examination == at("2019-04-17T09:00")
    dossier = hand_over(**given, by=office.specialist, now=at("2019-04-09T09:00"))
    assert dossier.step_due_at == at("2019-04-11T09:00")
    dossier = hand_over(
        **given, by=office.leader, to_step="examination", note="Cần kiểm tra lại.", now=at("2019-04-10T09:00")
    )
    assert dossier.step_due_at == examination


def test_amber_is_half_and_red_four_fifths_of_the_present_step(office: Office) -> None:
    dossier = make_dossier(office, now=at("2019-04-08T07:30"))
    # the reception may take four hours
    assert (dossier.amber_at, dossier.red_at) == (at("2019-04-08T09:30"), at("2019-04-08T10:42"))
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-08T08:30"))
    # the examination forty-eight, which end on the 17th
    assert (dossier.step_due_at, dossier.amber_at) == (at("2019-04-17T08:30"), at("2019-04-11T08:30"))
    assert dossier.amber_at < dossier.red_at < dossier.next_due_at


def test_once_most_of_the_whole_is_used_a_new_step_is_no_calmer(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS, now=at("2019-04-08T07:30"))
    now = at("2019-04-22T16:00")
    dossier = hand_over(dossier_id=dossier.pk, by=office.specialist, now=now)
    # nine of the 88 working hours are left: less than a fifth, however new the step is
    assert (dossier.step_due_at, dossier.amber_at, dossier.red_at) == (dossier.due_at, now, now)


def test_the_answer_limit_is_dated_data_with_its_document() -> None:
    assert answer_limit(date(2019, 4, 8)).document == "Nghị định 61/2018/NĐ-CP"
    assert answer_limit(date(2021, 4, 8)).document == "Nghị định 45/2020/NĐ-CP"
    assert not answer_limit(date(2021, 4, 8)).verified


def test_everything_that_is_shown_has_one_due_time(office: Office) -> None:
    for state in (State.ACCEPTED, State.IN_PROCESS, State.DECIDED, State.RETURNED):
        make_dossier(office, state)
    assert [dossier.due_at == dossier.next_due_at for dossier in Dossier.objects.all()] == [True] * 4
