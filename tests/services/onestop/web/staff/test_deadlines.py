"""Pages about time: acts with the clock, the queue of answers, the letters that wait for a signature."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from motcua.foundation.ui.filters import moment_vn
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.draft_apologies import draft_apologies
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.models import Dossier, Outcome
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office, make_pledge
from tests.factories.units import sign_in

LATE = ("Quá hạn đã hẹn, chưa quá hạn luật định", "Quá hạn luật định")
NEAR = datetime(2019, 4, 22, 8, tzinfo=ZONE)


def act(client: Client, dossier: Dossier, slug: str, **given: str) -> int:
    version = Dossier.objects.get(pk=dossier.pk).version
    return client.post(f"/can-bo/ho-so/{dossier.code}/{slug}/", {"version": version, **given}).status_code


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_clock_is_stopped_and_started_on_the_page(office: Office, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    form = page(desk, f"/can-bo/ho-so/{dossier.code}/tam-dung/")
    assert "Niêm yết công khai: Nghị định 43/2014/NĐ-CP, Điều 61 – chưa kiểm chứng" in form
    given = {"cause": "other_agency", "reason": "Chờ cơ quan thuế.", "legal_ground": "Nghị định 43/2014/NĐ-CP"}
    assert act(desk, dossier, "tam-dung", **{**given, "legal_ground": ""}) == 400
    assert act(desk, dossier, "tam-dung", **given) == 302
    shown = page(desk, f"/can-bo/ho-so/{dossier.code}/")
    assert "Chờ cơ quan khác" in shown
    assert "Tính lại khi hết tạm dừng" in shown
    assert act(desk, dossier, "tinh-tiep", evidence="Công văn 9/CCT") == 302
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROCESS


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2019-04-19T17:00", ""),  # eight working days as promised
        ("2019-04-19T17:01", "Quá hạn đã hẹn, chưa quá hạn luật định"),
        ("2019-04-23T17:00", "Quá hạn đã hẹn, chưa quá hạn luật định"),  # ten by law
        ("2019-04-23T17:01", "Quá hạn luật định"),
    ],
)
@pytest.mark.django_db
def test_late_by_promise_and_late_by_law_are_told_apart_on_the_page(
    monkeypatch: pytest.MonkeyPatch, now: str, said: str
) -> None:
    office = make_office(commitments=[make_pledge(8)])
    open_one, done = (make_dossier(office, State.IN_PROCESS) for _ in range(2))
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    hand_over(dossier_id=done.pk, by=office.specialist, now=moment)
    decide_result(dossier_id=done.pk, outcome=Outcome.APPROVED, by=office.leader, now=moment)
    for dossier, seen_at in ((open_one, moment), (done, moment + timedelta(days=30))):
        monkeypatch.setattr(clock, "now", lambda seen_at=seen_at: seen_at)
        client = sign_in(Client(), office.leader)
        shown = page(client, f"/can-bo/ho-so/{dossier.code}/")
        assert [words for words in LATE if f">{words}<" in shown] == ([said] if said else [])


@pytest.mark.django_db
def test_a_leader_extends_once_on_the_page() -> None:
    office = make_office(slug="dang-ky-nhan-cha-me-con", field="civil_status")
    dossier, lead = make_dossier(office, State.IN_PROCESS), sign_in(Client(), office.leader)
    offered = page(lead, f"/can-bo/ho-so/{dossier.code}/gia-han/")
    assert ("không quá 5 ngày làm việc" in offered, "Nghị định 23/2015/NĐ-CP" in offered) == (True, False)
    given = {"rule": "parentage", "days": "5", "reason": "Cần xác minh."}
    assert act(lead, dossier, "gia-han", **{**given, "days": "6"}) == 400
    assert act(lead, dossier, "gia-han", **given) == 302
    shown = page(lead, f"/can-bo/ho-so/{dossier.code}/")
    assert "/gia-han/" not in shown
    assert "Gia hạn lúc" in shown


def test_the_letter_is_read_changed_and_signed(office: Office, lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    monkeypatch.setattr(clock, "now", lambda: NEAR)
    assert "Không có văn bản xin lỗi nào chờ ký" in page(lead, "/can-bo/xin-loi/")
    draft_apologies(now=NEAR)
    address = f"/can-bo/ho-so/{dossier.code}/xin-loi-hen-lai/"
    listed = page(lead, "/can-bo/xin-loi/")
    assert address in listed
    assert "chưa kiểm chứng" in listed
    assert 'value="2019-05-07"' in page(lead, address)
    assert "đang chờ lãnh đạo ký" in page(lead, f"/can-bo/ho-so/{dossier.code}/")
    assert act(lead, dossier, "xin-loi-hen-lai", reason="Chờ đo đạc.", new_day="28/04/2019") == 400
    assert act(lead, dossier, "xin-loi-hen-lai", reason="Chờ đo đạc.", new_day="26/04/2019") == 302
    assert dossier.code not in page(lead, "/can-bo/xin-loi/")


def test_the_form_says_in_english_what_the_platform_has_drafted_and_keeps_the_letter_vietnamese(
    office: Office, lead: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    monkeypatch.setattr(clock, "now", lambda: NEAR)
    draft_apologies(now=NEAR)
    address = f"/can-bo/ho-so/{dossier.code}/xin-loi-hen-lai/"
    drafted = "Hồ sơ đang ở bước “Bước examination” và cần thêm thời gian để giải quyết."
    assert page(lead, address).count(drafted) == 1
    lead.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    told = "The dossier is at the step “Step examination” and needs more time."
    shown = page(lead, address)
    assert (shown.count(drafted), shown.count(told)) == (1, 1)
    for read in ("/can-bo/xin-loi/", f"/can-bo/ho-so/{dossier.code}/"):
        shown = page(lead, read)
        assert (told in shown, drafted in shown) == (True, False)


def test_the_new_day_stands_everywhere_and_the_old_one_nowhere_as_the_promise(
    office: Office, lead: Client, counter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    old = dossier.next_due_at
    monkeypatch.setattr(clock, "now", lambda: NEAR)
    dossier = apologise(
        dossier_id=dossier.pk, reason="Chờ đo đạc.", new_day=NEAR.date() + timedelta(days=4), by=office.leader, now=NEAR
    )
    new = dossier.next_due_at
    told = {
        "work list": page(counter, f"/can-bo/?q={dossier.code}"),
        "rows behind the figure": page(lead, "/can-bo/?so-lieu=rescheduled"),
        "dossier": page(counter, f"/can-bo/ho-so/{dossier.code}/"),
        "look-up": page(Client(), f"/tra-cuu/{dossier.token}"),
    }
    assert {where for where, words in told.items() if moment_vn(new) not in words} == set()
    assert {where for where, words in told.items() if moment_vn(old) in words} == {"dossier"}
    assert "Hẹn trước khi xin lỗi" in told["dossier"]
    assert "Chờ đo đạc." in told["look-up"]
    api = Client().get(f"/api/v1/dossiers/{dossier.token}").json()
    assert datetime.fromisoformat(api["due_at"]) == new


def test_a_second_delay_is_refused_with_a_sentence_that_says_what_to_do(office: Office, lead: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    apologise(dossier_id=dossier.pk, reason="Chờ.", new_day=NEAR.date() + timedelta(days=4), by=office.leader, now=NOW)
    answer = lead.post(
        f"/can-bo/ho-so/{dossier.code}/xin-loi-hen-lai/",
        {"version": Dossier.objects.get().version, "reason": "Chờ nữa.", "new_day": "03/05/2019"},
    )
    assert (answer.status_code, "Cho phép hẹn lại thêm lần nữa" in answer.content.decode()) == (400, True)
    asked = lead.get(f"/can-bo/ho-so/{dossier.code}/xin-loi-hen-lai/", follow=True).content.decode()
    assert "lãnh đạo cơ quan giải quyết phải cho phép trước" in asked
    assert "/xin-loi-hen-lai/" not in asked
    assert act(lead, dossier, "cho-phep-hen-lai", reason="Chờ đo đạc.") == 302
    assert "/xin-loi-hen-lai/" in page(lead, f"/can-bo/ho-so/{dossier.code}/")
    assert act(lead, dossier, "xin-loi-hen-lai", reason="Chờ nữa.", new_day="03/05/2019") == 302


def test_the_queue_of_answers_shows_what_waits_and_how_fast_it_was_answered(
    office: Office, counter: Client, later: datetime
) -> None:
    waiting = make_dossier(office, State.SUBMITTED)
    make_dossier(office, State.ACCEPTED, online=True)
    shown = page(counter, "/can-bo/cho-tra-loi/")
    assert waiting.code in shown
    assert "8 giờ làm việc" in shown
    assert "chưa kiểm chứng" in shown
    assert "100,0%" in shown
    assert "Chưa trả lời hồ sơ trực tuyến nào" in page(counter, "/can-bo/cho-tra-loi/?den=2019-03-01")


@pytest.mark.parametrize("address", ["/can-bo/cho-tra-loi/", "/can-bo/xin-loi/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    office: Office, lead: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NEAR)
    asked = []
    for _ in range(2):
        make_dossier(office, State.SUBMITTED)
        make_dossier(office, State.IN_PROCESS)
        draft_apologies(now=NEAR)
        lead.get(address)
        with CaptureQueriesContext(connection) as queries:
            page(lead, address)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 14
