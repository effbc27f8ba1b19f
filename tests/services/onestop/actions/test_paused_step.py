"""A step whose time the law does not count: the clock stands still from its first moment until the reason is over."""

from datetime import datetime

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Pause, PauseCause
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import Office, make_dossier, make_office, make_step

LAW = {"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27"}
STEPS = [
    make_step("reception", "receptionist", "receiving", 4),
    make_step("posting", "specialist", "deciding", 16) | {"clock": "posting", "clock_source": LAW},
    make_step("decision", "leader", "deciding", 16),
    make_step("return", "receptionist", "receiving", 4),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_entering_the_step_stops_the_clock_for_the_cause_and_the_law_of_the_procedure(db: None) -> None:
    office = make_office(steps=STEPS)
    dossier = make_dossier(office, State.ACCEPTED)
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-09T09:00"))
    assert (dossier.state, dossier.step, dossier.paused_since) == (State.ON_HOLD, "posting", at("2019-04-09T09:00"))
    assert Pause.objects.get().cause == PauseCause.POSTING
    told = dossier.events.get(kind=Action.PAUSE).payload
    assert told["legal_ground"] == "Nghị định 67/2013/NĐ-CP, Điều 27"


def test_the_clock_runs_again_when_somebody_shows_that_it_is_over_and_nothing_of_the_step_counts(db: None) -> None:
    office = make_office(steps=STEPS)
    dossier = make_dossier(office, State.ACCEPTED)
    due = dossier.due_at
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-09T09:00"))
    dossier = resume_clock(
        dossier_id=dossier.pk, evidence="Biên bản 16/BB", by=office.specialist, now=at("2019-04-10T09:00")
    )
    assert due is not None
    assert dossier.due_at is not None
    assert (dossier.state, dossier.due_at > due) == (State.IN_PROCESS, True)
    dossier = hand_over(dossier_id=dossier.pk, by=office.specialist, now=at("2019-04-10T10:00"))
    assert (dossier.step, list(differing())) == ("decision", [])


def test_a_step_that_counts_stops_nothing(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-09T09:00"))
    assert (dossier.state, Pause.objects.exists()) == (State.IN_PROCESS, False)


def test_a_step_that_waits_for_payment_waits_where_payment_is_asked_for_and_confirmed(db: None) -> None:
    steps = [STEPS[0], STEPS[1] | {"clock": "payment"}, *STEPS[2:]]
    office = make_office(steps=steps)
    dossier = make_dossier(office, State.ACCEPTED)
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-09T09:00"))
    assert (dossier.state, Pause.objects.get().cause) == (State.AWAITING_PAYMENT, PauseCause.PAYMENT)
    dossier = confirm_payment(dossier_id=dossier.pk, by=office.specialist, now=at("2019-04-10T09:00"), evidence="12")
    assert (dossier.state, list(differing())) == (State.IN_PROCESS, [])


def test_handing_on_into_such_a_step_is_told_once(db: None) -> None:
    """The procedure has the hand-over told, and stopping the clock is told anyway."""
    told = {"action": "hand_over", "effects": ["notify"]}
    office = make_office(steps=STEPS, acts=[told])
    dossier = make_dossier(office, State.ACCEPTED, email="anh@vidu.vn")
    OutboxMessage.objects.all().delete()
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-09T09:00"))
    assert "tạm dừng tính thời hạn" in OutboxMessage.objects.get().body
    resume_clock(dossier_id=dossier.pk, evidence="Biên bản 16/BB", by=office.specialist, now=at("2019-04-10T09:00"))
    hand_over(dossier_id=dossier.pk, by=office.specialist, now=at("2019-04-10T10:00"))
    assert "Đang ở bước decision" in OutboxMessage.objects.latest("pk").body


def test_going_to_a_colleague_in_such_a_step_stops_nothing_again(db: None) -> None:
    """The reason is over: handing on within the step must not begin it anew."""
    office = make_office(steps=STEPS)
    dossier = make_dossier(office, State.ACCEPTED)
    hand_over(dossier_id=dossier.pk, by=office.receptionist, now=at("2019-04-09T09:00"))
    resume_clock(dossier_id=dossier.pk, evidence="Biên bản 16/BB", by=office.specialist, now=at("2019-04-10T09:00"))
    dossier = hand_over(dossier_id=dossier.pk, to_step="posting", by=office.specialist, now=at("2019-04-10T10:00"))
    assert (dossier.state, Pause.objects.count()) == (State.IN_PROCESS, 1)
