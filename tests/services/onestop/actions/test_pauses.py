"""Stopping the clock for what the law does not count: posting, another agency, force majeure."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.change_state import change_state
from motcua.services.onestop.clock_rules import HOLDS, pause_source
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.holds import held_move, released_move
from motcua.services.onestop.models import Dossier, Pause, PauseCause
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import DossierRefused, NeedMissing, NotNow
from motcua.services.onestop.states import STATES, Action, State
from tests.factories.onestop import NOW, Office, make_dossier, make_hold
from tests.factories.units import make_unit


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def resume(dossier: Dossier, office: Office, *, now: datetime) -> Dossier:
    return resume_clock(dossier_id=dossier.pk, evidence="Biên bản 16/BB", by=office.specialist, now=now)


@pytest.mark.parametrize("cause", HOLDS)
@pytest.mark.parametrize(
    ("stopped", "resumed", "due"),
    [
        # ten working days from Monday 8 April 2019 end on the 23rd; the 15th and 29 April to 1 May were off
        ("2019-04-09T09:00", "2019-04-09T16:00", "2019-04-23T17:00"),
        ("2019-04-09T09:00", "2019-04-10T09:00", "2019-04-24T17:00"),
        ("2019-04-09T09:00", "2019-04-17T09:00", "2019-05-03T17:00"),
        ("2019-04-12T16:00", "2019-04-13T10:00", "2019-04-24T17:00"),
    ],
)
def test_no_cause_counts_into_the_limit(
    office: Office, cause: PauseCause, stopped: str, resumed: str, due: str
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    dossier = pause_clock(dossier_id=dossier.pk, hold=make_hold(cause), by=office.specialist, now=at(stopped))
    assert (dossier.state, dossier.paused_since, STATES[State.ON_HOLD].code) == (State.ON_HOLD, at(stopped), 4)
    dossier = resume(dossier, office, now=at(resumed))
    assert (dossier.state, dossier.due_at, dossier.law_due_at) == (State.IN_PROCESS, at(due), at(due))
    pause = Pause.objects.get()
    assert (pause.cause, pause.started_at, pause.ended_at) == (cause, at(stopped), at(resumed))
    assert list(differing()) == []


def test_a_pause_keeps_its_cause_ground_and_paper_in_the_history(office: Office) -> None:
    dossier = make_dossier(office, State.ON_HOLD)
    resume(dossier, office, now=NOW + timedelta(days=1))
    paused, resumed = dossier.events.filter(kind__in=[Action.PAUSE, Action.RESUME]).order_by("seq")
    assert paused.payload["cause"] == "posting"
    assert paused.happened == "Tạm dừng tính thời hạn: niêm yết công khai"
    assert paused.payload["legal_ground"] == "Nghị định 43/2014/NĐ-CP, Điều 61"
    assert paused.payload["evidence"] == "Thông báo 15/TB"
    assert resumed.payload["evidence"] == "Biên bản 16/BB"


def test_the_applicant_reads_why_the_clock_stands_still(office: Office) -> None:
    dossier = make_dossier(office, State.ON_HOLD)
    status = status_by_token(text=dossier.token, address="203.0.113.9", now=NOW)
    assert status is not None
    assert (status.reason, status.promised_at) == ("Niêm yết công khai tại trụ sở trong 30 ngày.", None)
    assert status.legal_ground == "Nghị định 43/2014/NĐ-CP, Điều 61"
    back = resume(dossier, office, now=NOW + timedelta(days=3))
    status = status_by_token(text=dossier.token, address="203.0.113.9", now=NOW + timedelta(days=3))
    assert status is not None
    assert (status.was_moved, status.promised_at, status.reason) == (True, back.due_at, "")


@pytest.mark.parametrize(("missing", "code"), [("reason", "reason"), ("legal_ground", "legal_ground")])
def test_a_pause_needs_a_reason_and_a_law(office: Office, missing: str, code: str) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    given: dict[str, Any] = {missing: " "}
    with pytest.raises(NeedMissing) as refused:
        pause_clock(dossier_id=dossier.pk, hold=make_hold(**given), by=office.specialist, now=NOW)
    assert refused.value.code == code


def test_the_clock_runs_again_only_against_a_paper(office: Office) -> None:
    dossier = make_dossier(office, State.ON_HOLD)
    with pytest.raises(NeedMissing) as refused:
        resume_clock(dossier_id=dossier.pk, evidence=" ", by=office.specialist, now=NOW + timedelta(days=1))
    assert refused.value.code == "evidence"


def test_a_reason_may_not_say_who_the_applicant_is(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    hold = make_hold(reason="Chờ xác minh bà Nguyễn Thị Ánh.")
    with pytest.raises(DossierRefused, match="trang tra cứu"):
        pause_clock(dossier_id=dossier.pk, hold=hold, by=office.specialist, now=NOW)


@pytest.mark.parametrize("cause", [PauseCause.SUPPLEMENT, PauseCause.PAYMENT])
def test_waiting_for_the_applicant_has_acts_of_its_own(office: Office, cause: PauseCause) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(DossierRefused) as refused:
        pause_clock(dossier_id=dossier.pk, hold=make_hold(cause), by=office.specialist, now=NOW)
    assert refused.value.code == "cause"


def test_only_an_accepted_dossier_in_work_is_stopped_and_only_by_whoever_has_the_step(office: Office) -> None:
    given: dict[str, Any] = {"hold": make_hold(), "now": NOW}
    with pytest.raises(NotNow):
        pause_clock(dossier_id=make_dossier(office, State.SUBMITTED).pk, by=office.receptionist, **given)
    with pytest.raises(NotNow):
        pause_clock(dossier_id=make_dossier(office, State.AWAITING_PAYMENT).pk, by=office.specialist, **given)
    with pytest.raises(NotAllowed):
        pause_clock(dossier_id=make_dossier(office, State.IN_PROCESS).pk, by=office.receptionist, **given)


def test_work_is_not_handed_on_while_the_clock_stands_still(office: Office) -> None:
    dossier = make_dossier(office, State.ON_HOLD)
    with pytest.raises(NotNow):
        hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW + timedelta(hours=1))


def test_a_stopped_or_withdrawn_dossier_has_no_open_pause(office: Office) -> None:
    later = NOW + timedelta(days=2)
    stop_dossier(
        dossier_id=make_dossier(office, State.ON_HOLD).pk,
        reason="Không đủ điều kiện.",
        legal_ground="Nghị định 61/2018/NĐ-CP",
        by=office.leader,
        now=later,
    )
    withdraw_dossier(dossier_id=make_dossier(office, State.ON_HOLD).pk, by=office.receptionist, now=later)
    assert list(Pause.objects.values_list("ended_at", flat=True)) == [later, later]
    assert list(differing()) == []


def test_a_pause_goes_on_at_the_successor(office: Office) -> None:
    dossier = make_dossier(office, State.ON_HOLD)
    successor = make_unit()
    move_to_successor(unit_id=office.unit.pk, successor_id=successor.pk, by=Actor.system(), now=NOW + timedelta(days=1))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.office_unit_id, dossier.paused_since is None) == (State.ON_HOLD, successor.pk, False)
    assert list(differing()) == []


def test_a_step_whose_time_does_not_count_writes_the_same_moves(office: Office) -> None:
    """What an act that enters and leaves such a step does in its own transaction."""
    dossier = make_dossier(office, State.IN_PROCESS)
    change_state(dossier, held_move(make_hold()), by=Actor.system(), now=at("2019-04-09T09:00"))
    back = at("2019-04-10T09:00")
    change_state(dossier, released_move(dossier, evidence="Bước 3", now=back), by=Actor.system(), now=back)
    assert (dossier.state, dossier.due_at) == (State.IN_PROCESS, at("2019-04-24T17:00"))
    assert list(differing()) == []


def test_every_cause_has_its_dated_source(office: Office) -> None:
    assert pause_source(PauseCause.POSTING, NOW.date()).document == "Nghị định 43/2014/NĐ-CP"
    assert pause_source(PauseCause.POSTING, NOW.date().replace(year=2026)).document == "Quyết định 2304/QĐ-BNNMT"
    assert pause_source(PauseCause.FORCE_MAJEURE, NOW.date()).text() == ""
    assert not any(pause_source(cause, NOW.date()).verified for cause in PauseCause)


def test_the_database_knows_the_causes(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(IntegrityError, match="onestop_pause_cause"), transaction.atomic():
        Pause.objects.create(dossier=dossier, cause="holiday", started_at=NOW)
