"""Looking a dossier up by its code: one read, nothing personal, and no way to guess."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.foundation.units.queries import version_on
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.clock_rules import HOLDS
from motcua.services.onestop.delivery.states import ParcelState
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.models import Dossier, LookupAttempt, Outcome, Parcel, PauseCause, ResultBy, Way
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries.lookup import ATTEMPTS, WINDOW, status_by_token
from motcua.services.onestop.refusals import TooManyAttempts
from motcua.services.onestop.states import DOWNLOADS, PAUSED, STATES, Action, State
from motcua.services.onestop.tokens import grouped, token_of
from tests.factories.delivery import make_carriers, make_parcel
from tests.factories.onestop import NOW, Office, ask_for_more, at_decision, make_dossier, make_hold, make_result_file

Queries = Callable[[int], Any]


def look_up(text: str, *, address: str = "203.0.113.7", now: Any = NOW) -> Status | None:
    return status_by_token(text=text, address=address, now=now)


def found(dossier: Dossier) -> Status:
    status = look_up(dossier.token)
    assert status is not None
    return status


def test_one_read_gives_the_whole_page(office: Office, django_assert_num_queries: Queries) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    found(dossier)
    with django_assert_num_queries(0):  # but the one that is prepared on the server, past Django's counting
        status = found(dossier)
    office_name = version_on(office.unit, NOW.date()).name
    assert (status.code, status.state, status.office) == (dossier.code, State.AWAITING_SUPPLEMENT, office_name)
    assert status.title == office.procedure.title_vi
    assert [item["title"] for item in status.asked] == ["Đơn đề nghị"]
    assert [entry.kind for entry in status.history] == [
        Action.SUBMIT,
        Action.ACCEPT,
        Action.HAND_OVER,
        Action.REQUEST_SUPPLEMENT,
    ]


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_page_and_nothing_personal_in_it(office: Office, state: State) -> None:
    dossier = make_dossier(office, state, identity_number="079190012345", email="anh@vidu.vn")
    status = found(dossier)
    assert (status.state, status.state_code, status.stage) == (
        state,
        STATES[state].code,
        STATES[state].citizen_text,
    )
    told = json.dumps(asdict(status), default=str, ensure_ascii=False)
    for word in (
        "Nguyễn",
        "Ánh",
        "079190012345",
        "2345",
        "anh@vidu.vn",
        "0901234567",
        "Bán lẻ",
        "Thị Tiếp",
        "Thẩm",
        "Thị Ký",
    ):
        assert word not in told


def test_the_time_left_is_told_while_the_clock_runs_and_only_then(office: Office) -> None:
    left = {state: found(make_dossier(office, state)).left for state in State}
    running = {State.SUBMITTED, State.ACCEPTED, State.IN_PROCESS}
    assert {state for state, time in left.items() if time is not None} == running
    assert left[State.SUBMITTED].minutes == 480  # type: ignore[union-attr]  # eight working hours for the answer


def test_before_acceptance_there_is_an_answer_time_and_no_due_time(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    status = found(dossier)
    assert (status.due_at, status.answer_due_at) == (None, dossier.answer_due_at)


def test_notes_and_other_internal_turns_are_not_shown(office: Office) -> None:
    dossier = make_dossier(office)
    add_note(dossier_id=dossier.pk, text="Khách khó tính", by=office.receptionist, now=NOW)
    status = found(dossier)
    assert [entry.kind for entry in status.history] == [Action.SUBMIT, Action.ACCEPT]
    assert "khó tính" not in json.dumps(asdict(status), default=str, ensure_ascii=False)


def test_wrong_malformed_and_unknown_codes_look_the_same(office: Office) -> None:
    token = make_dossier(office).token
    wrong = token[:-1] + ("0" if token[-1] != "0" else "1")
    unknown = grouped(token_of(uuid4()))
    assert [look_up(text) for text in (wrong, unknown, "", "x" * 500, "\x00", "🙂")] == [None] * 6


def test_misses_are_counted_without_the_address(office: Office) -> None:
    for text in ("nonsense", grouped(token_of(uuid4()))):
        look_up(text)
    row = LookupAttempt.objects.get()
    assert row.count == 2
    assert b"203.0.113.7" not in bytes(row.address_hash)


def test_a_hit_writes_nothing(office: Office) -> None:
    found(make_dossier(office))
    assert not LookupAttempt.objects.exists()


def test_guessing_ends_after_a_few_codes(office: Office) -> None:
    token = make_dossier(office).token
    for _ in range(ATTEMPTS):
        assert look_up("nonsense") is None
    for guess in ("nonsense", grouped(token_of(uuid4()))):
        with pytest.raises(TooManyAttempts):
            look_up(guess)
    # a mistyped code of a real dossier is a guess like any other
    with pytest.raises(TooManyAttempts):
        look_up(token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert look_up("nonsense", address="203.0.113.8") is None
    assert look_up("nonsense", now=NOW + WINDOW) is None


def test_a_right_code_is_answered_whatever_the_neighbours_guess(office: Office) -> None:
    token = make_dossier(office).token
    for _ in range(ATTEMPTS):
        look_up("nonsense")
    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            look_up("nonsense")
        assert look_up(token) is not None


def test_refused_guesses_go_on_counting(office: Office) -> None:
    assert office.slug
    for _ in range(ATTEMPTS + 3):
        with suppress(TooManyAttempts):
            look_up("nonsense")
    assert LookupAttempt.objects.get().count == ATTEMPTS + 3


@pytest.mark.parametrize(("result_by", "expected"), [(ResultBy.ONLINE, True), (ResultBy.COUNTER, False)])
def test_the_code_tells_that_a_file_is_ready_only_to_whoever_wants_one(
    office: Office, result_by: ResultBy, *, expected: bool
) -> None:
    dossier = make_result_file(office)
    Dossier.objects.filter(pk=dossier.pk).update(result_by=result_by)
    status = found(dossier)
    assert status.has_result_file is expected
    assert (status.stage == DOWNLOADS[State.DECIDED]) is expected


def test_a_result_on_paper_is_fetched_at_the_counter_even_by_whoever_wanted_a_file(office: Office) -> None:
    dossier = at_decision(office, result_by=ResultBy.ONLINE)
    dossier = decide_result(
        dossier_id=dossier.pk, outcome=Outcome.APPROVED, is_paper_only=True, by=office.leader, now=NOW
    )
    assert not found(dossier).has_result_file
    assert found(dossier).stage == STATES[State.DECIDED].citizen_text


def test_what_was_asked_for_is_no_longer_shown_once_it_came(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    later = NOW + timedelta(hours=1)
    receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=later)
    status = found(dossier)
    assert (status.asked, status.reason, status.step_text) == ((), "", "Đang ở bước examination")


@pytest.mark.parametrize("cause", HOLDS)
def test_why_the_clock_had_stood_still_is_told_once_it_runs_again(office: Office, cause: PauseCause) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    pause_clock(dossier_id=dossier.pk, hold=make_hold(cause), by=office.specialist, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(days=1)
    resume_clock(dossier_id=dossier.pk, evidence="Biên bản 16/BB", by=office.specialist, now=later)
    status = found(dossier)
    assert {turn.kind: turn.cause for turn in status.history if turn.cause} == {Action.PAUSE: str(cause.label).lower()}
    told = json.dumps(asdict(status), default=str, ensure_ascii=False)
    assert not any(words in told for words in ("trụ sở", "Thông báo 15/TB", "Biên bản 16/BB"))


@pytest.mark.parametrize(
    ("state", "act", "cause"),
    [
        (State.AWAITING_SUPPLEMENT, Action.REQUEST_SUPPLEMENT, "chờ bổ sung hồ sơ"),
        (State.AWAITING_PAYMENT, Action.REQUEST_PAYMENT, "chờ thực hiện nghĩa vụ tài chính"),
        (State.ON_HOLD, Action.PAUSE, "niêm yết công khai"),
    ],
)
def test_each_turn_that_stops_the_clock_says_why(office: Office, state: State, act: Action, cause: str) -> None:
    status = found(make_dossier(office, state))
    assert {turn.kind: turn.cause for turn in status.history if turn.cause} == {act: cause}


@pytest.mark.parametrize(
    ("state", "reason", "ground"),
    [
        (State.REJECTED, "Không đúng thẩm quyền.", "Nghị định 61/2018/NĐ-CP"),
        (State.STOPPED, "Quá hạn bổ sung.", "Nghị định 61/2018"),
        (State.AWAITING_PAYMENT, "Thông báo 12/TB", ""),
        (State.AWAITING_SUPPLEMENT, "Giấy tờ chưa đọc được.", ""),
        (State.IN_PROCESS, "", ""),
    ],
)
def test_the_applicant_reads_why_and_what_to_pay(office: Office, state: State, reason: str, ground: str) -> None:
    status = found(make_dossier(office, state))
    assert (status.reason, status.legal_ground) == (reason, ground)


def test_a_result_is_promised_only_when_one_is_to_come_and_the_clock_runs(office: Office) -> None:
    promised = {state for state in State if found(make_dossier(office, state)).promised_at is not None}
    assert promised == {State.ACCEPTED, State.IN_PROCESS, State.DECIDED, State.RETURNED}


def test_a_due_time_moved_by_a_pause_is_marked_as_moved(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    assert not found(dossier).was_moved
    later = NOW + timedelta(days=3)
    dossier = receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=later)
    status = found(dossier)
    assert (status.was_moved, status.promised_at) == (True, dossier.due_at)


def test_papers_added_before_acceptance_move_nothing(office: Office) -> None:
    dossier = ask_for_more(make_dossier(office, State.SUBMITTED), office, now=NOW)
    receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=NOW)
    assert not found(accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW)).was_moved


def test_the_colour_says_whether_to_act_and_whether_the_news_is_bad(office: Office) -> None:
    tones = {state: found(make_dossier(office, state)).tone for state in State}
    assert {state for state, tone in tones.items() if tone == "warn"} == set(PAUSED)
    assert {state for state, tone in tones.items() if tone == "bad"} == {State.REJECTED, State.STOPPED}
    assert {state for state, tone in tones.items() if tone == "good"} == {State.DECIDED, State.RETURNED}


def test_addresses_of_one_ipv6_network_are_one_guesser(office: Office) -> None:
    """A telephone has 2**64 addresses to guess from (ui.web.client.network_of)."""
    for number in range(ATTEMPTS):
        assert status_by_token(text="nonsense", address=f"2001:db8:1:2::{number:x}", now=NOW) is None
    with pytest.raises(TooManyAttempts):
        status_by_token(text="nonsense", address="2001:db8:1:2:ffff::1", now=NOW)
    assert status_by_token(text="nonsense", address="2001:db8:1:3::1", now=NOW) is None


@pytest.mark.parametrize(("way", "words"), [(Way.HOME, "giao tại nhà"), (Way.POST, "bưu chính công ích")])
def test_whoever_gets_the_result_brought_is_not_asked_to_come(office: Office, way: Way, words: str) -> None:
    carriers = make_carriers(office)
    parcel = make_parcel(carriers, way=way)
    stage = found(parcel.dossier).stage
    assert (words in stage, "Mời đến" in stage, "không cần đến nhận" in stage) == (True, False, True)
    Parcel.objects.filter(pk=parcel.pk).update(state=ParcelState.AT_COUNTER)
    assert "Mời đến nhận kết quả" in found(parcel.dossier).stage
