"""The pages of staff: every one opens, says what is wrong, and asks the database a fixed number of times."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.replication.contest.kinds import Round, State
from motcua.replication.contest.models import Assignment, Contest, Entry, Panelist
from tests.factories.attachments import make_pdf
from tests.factories.contest import (
    AFTER_APPEALS,
    CALL,
    ENTERING,
    FINAL_DAY,
    OPENS,
    READING,
    final_hall,
    make_auditor,
    make_hall,
    open_hall,
    provisional_hall,
    reading_hall,
    score_round,
)
from tests.replication.contest.web.conftest import BrowserOf, SetClock

pytestmark = pytest.mark.django_db
ROOT = "/can-bo/nhan-rong/hoi-thi/"


def local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def call_body(**changed: object) -> dict[str, object]:
    return {
        "title": "Hội thi mới",
        "rules_text": "Thể lệ",
        "age_on": "2019-04-08",
        "age_limit": "35",
        "opens_at": local(CALL.opens_at),
        "entries_until": local(CALL.entries_until),
        "reading_until": local(CALL.reading_until),
        "final_at": local(CALL.final_at),
        "readers_per_entry": "2",
        "finalists": "9",
        "winners": "3",
        "appeal_days": "5",
        "basis": "raw",
        **changed,
    }


def work_body(**changed: object) -> dict[str, object]:
    return {
        "title": "Mô hình mới",
        "problem": "Vấn đề",
        "solution": "Giải pháp",
        "evidence": "",
        "authors-TOTAL_FORMS": "2",
        "authors-INITIAL_FORMS": "0",
        "authors-0-name": "Lê Thị An",
        "authors-0-born_on": "1990-01-01",
        **changed,
    }


def text(client: Client, address: str, status: int = 200) -> str:
    got = client.get(address)
    assert got.status_code == status
    return got.content.decode()


def test_a_call_is_written_edited_and_published(at: SetClock, browser_of: BrowserOf) -> None:
    hall = make_hall()
    at(OPENS)
    client = browser_of(hall.coordinator)
    body = call_body(units=[str(ward.pk) for ward in hall.wards], unit=str(hall.unit.pk))
    made = client.post(f"{ROOT}moi/", body)
    contest = Contest.objects.exclude(pk=hall.contest.pk).get()
    assert made.headers["Location"] == f"{ROOT}{contest.pk}/"
    page = f"{ROOT}{contest.pk}/"
    assert client.post(f"{page}the-le/", {**body, "version": "1", "title": "Hội thi đổi tên"}).status_code == 302
    stale = client.post(f"{page}the-le/", {**body, "version": "1"})
    assert (stale.status_code, "Người khác vừa sửa" in stale.content.decode()) == (422, True)
    assert client.post(f"{page}lam/phat-dong/").status_code == 302
    contest.refresh_from_db()
    assert (contest.title, contest.state) == ("Hội thi đổi tên", State.OPEN)


def test_a_wrong_calendar_is_told_and_nothing_typed_is_lost(at: SetClock, browser_of: BrowserOf) -> None:
    hall = make_hall()
    at(OPENS)
    body = call_body(entries_until=local(OPENS - timedelta(days=2)), rules_text="Thể lệ dài")
    got = browser_of(hall.coordinator).post(f"{ROOT}moi/", body)
    html = got.content.decode()
    assert got.status_code == 422
    assert "Các mốc thời gian chưa theo thứ tự" in html
    assert "Thể lệ dài" in html


def test_rubric_ties_and_questions_are_written(at: SetClock, browser_of: BrowserOf) -> None:
    hall = make_hall()
    at(OPENS)
    client = browser_of(hall.coordinator)
    page = f"{ROOT}{hall.contest.pk}/"
    for address in ("tieu-chi/preliminary/", "tieu-chi/knowledge/", "bang-diem-nhau/", "cau-hoi/", "the-le/"):
        text(client, f"{page}{address}")
    rows = {
        "criteria-TOTAL_FORMS": "2",
        "criteria-INITIAL_FORMS": "0",
        "criteria-0-title": "Thuyết phục",
        "criteria-0-weight": "2",
        "criteria-0-scale": "5",
    }
    body = {"version": "1", "weight": "20", **rows}
    wrong = client.post(f"{page}tieu-chi/greeting/", {**body, "criteria-0-scale": ""})
    assert (wrong.status_code, "Chưa ghi số này" in wrong.content.decode()) == (422, True)
    assert client.post(f"{page}tieu-chi/greeting/", body).status_code == 302
    greeting = hall.contest.rounds.get(kind=Round.GREETING)
    assert [one.title for one in greeting.criteria.all()] == ["Thuyết phục"]
    key = greeting.criteria.get().pk
    ties = {"version": "2", "rule_1": f"criterion:{key}", "rule_2": "agreement"}
    assert client.post(f"{page}bang-diem-nhau/", ties).status_code == 302
    assert [one.criterion_id for one in hall.contest.tie_breaks.all()] == [key, None, None]
    question = {"text": "Câu 3", "choice_a": "Đúng", "choice_b": "Sai", "key": "B", "points": "2"}
    assert client.post(f"{page}cau-hoi/", question).status_code == 302
    assert client.post(f"{page}cau-hoi/", {**question, "key": "D"}).status_code == 422
    last = hall.contest.questions.last()
    assert last
    assert client.post(f"{ROOT}cau-hoi/{last.pk}/bo/").status_code == 302
    assert hall.contest.questions.count() == 2


def test_a_unit_hands_in_changes_attaches_and_withdraws(at: SetClock, browser_of: BrowserOf) -> None:
    hall = open_hall()
    at(ENTERING)
    client = browser_of(hall.leaders[0])
    assert "Nộp bài dự thi" in text(client, f"{ROOT}{hall.contest.pk}/")
    old = client.post(f"{ROOT}{hall.contest.pk}/nop-bai/", work_body(**{"authors-0-born_on": "1970-01-01"}))
    assert (old.status_code, "49 tuổi vào ngày tính tuổi" in old.content.decode()) == (422, True)
    client.post(f"{ROOT}{hall.contest.pk}/nop-bai/", work_body())
    entry = Entry.objects.get(title="Mô hình mới")
    page = f"{ROOT}bai/{entry.pk}/"
    text(client, page)
    text(client, f"{page}sua/")
    assert (
        client.post(f"{page}sua/", work_body(version="1", title="Đã sửa", **{"authors-INITIAL_FORMS": "1"})).status_code
        == 302
    )
    assert client.post(f"{page}sua/", work_body(version="1", title="Muộn")).status_code == 422
    upload = SimpleUploadedFile("bai.pdf", make_pdf())
    assert client.post(f"{page}them-tep/", {"file": upload}).status_code == 302
    attached = entry.files.get()
    assert b"".join(client.get(f"{page}tep/{attached.stored_id}/")).startswith(b"%PDF")
    assert client.post(f"{ROOT}tep/{attached.pk}/bo/").status_code == 302
    assert client.post(f"{page}rut/", {"reason": "Bận"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.state) == ("Đã sửa", "withdrawn")


def test_the_organiser_checks_seats_and_starts(at: SetClock, browser_of: BrowserOf) -> None:
    hall = open_hall(readers=0)
    at(ENTERING)
    client = browser_of(hall.coordinator)
    for entry in hall.entries:
        assert "Tác giả đạt điều kiện" in text(client, f"{ROOT}bai/{entry.pk}/")
        body = {"version": str(entry.version), "decision": "yes", "reason": ""}
        assert client.post(f"{ROOT}bai/{entry.pk}/dieu-kien/", body).status_code == 302
    panel = f"{ROOT}{hall.contest.pk}/giam-khao/"
    text(client, panel)
    for staff in hall.judges:
        assert client.post(panel, {"staff": str(staff.pk), "panel": "preliminary"}).status_code == 302
    at(READING)
    assert client.post(f"{ROOT}{hall.contest.pk}/lam/bat-dau-cham/").status_code == 302
    assert hall.fresh().state == State.READING
    relation = {"staff": str(hall.judges[0].pk), "unit": str(hall.wards[0].pk), "relation": "Anh em"}
    assert client.post(f"{ROOT}{hall.contest.pk}/xung-dot-loi-ich/", relation).status_code == 302
    panelist = Panelist.objects.filter(contest=hall.contest, panel=Round.PRELIMINARY).last()
    assert panelist
    assert client.post(f"{ROOT}giam-khao/{panelist.pk}/thoi/", {"reason": "Ốm"}).status_code == 302
    assert "Có bài chưa đủ người chấm" in text(client, panel)
    short = client.post(f"{ROOT}{hall.contest.pk}/lam/phan-cong-lai/")
    assert (short.status_code, "Không đủ người chấm" in short.content.decode()) == (409, True)


def test_a_sheet_is_kept_handed_in_and_refused_out_of_range(at: SetClock, browser_of: BrowserOf) -> None:
    hall = reading_hall()
    at(READING)
    sheet = Assignment.objects.select_related("judge")[0]
    client = browser_of(sheet.judge)
    page = f"{ROOT}phieu/{sheet.pk}/"
    criteria = hall.contest.rounds.get(kind=Round.PRELIMINARY).criteria.all()
    marks = {f"criterion_{one.pk}": "8.5" for one in criteria}
    high = client.post(page, {**marks, f"criterion_{criteria[0].pk}": "11"})
    assert (high.status_code, 'value="8.5"' in high.content.decode()) == (422, True)
    few = client.post(page, {**marks, f"criterion_{criteria[0].pk}": "", "commit": "1"})
    assert (few.status_code, "Chưa chấm tiêu chí này" in few.content.decode()) == (422, True)
    assert client.post(page, {**marks}).status_code == 302
    assert "8.50" in text(client, page)
    assert client.post(page, {**marks, "commit": "1"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.committed_at == READING
    at(CALL.reading_until)
    closed = client.post(page, {**marks, "commit": "1"})
    assert (closed.status_code, "Vòng thi chưa mở hoặc đã đóng" in closed.content.decode()) == (409, True)


def test_sealed_scores_are_on_no_page(at: SetClock, browser_of: BrowserOf) -> None:
    hall = reading_hall()
    at(READING)
    for by in (hall.coordinator, make_auditor(hall)):
        assert "Điểm còn niêm phong" in text(browser_of(by), f"{ROOT}{hall.contest.pk}/xep-hang/so-khao/")
    score_round(hall, Round.PRELIMINARY)
    html = text(browser_of(hall.coordinator), f"{ROOT}{hall.contest.pk}/xep-hang/so-khao/")
    assert "90,00" in html
    assert "Chốt sơ khảo" in html


def test_the_final_is_run_from_its_page(at: SetClock, browser_of: BrowserOf) -> None:
    hall = final_hall()
    at(FINAL_DAY)
    client = browser_of(hall.coordinator)
    page = f"{ROOT}{hall.contest.pk}/"
    for part in ("greeting", "knowledge", "initiative"):
        assert client.post(f"{page}lam/mo-{part}/").headers["Location"] == f"{page}chung-ket/"
    score_round(hall, Round.GREETING)
    score_round(hall, Round.INITIATIVE)
    first = hall.contest.questions.all()[0]
    for entry in hall.entries[:2]:
        text(client, f"{ROOT}bai/{entry.pk}/tra-loi/")
        assert client.post(f"{ROOT}bai/{entry.pk}/tra-loi/", {f"question_{first.pk}": "A"}).status_code == 302
    assert client.post(f"{ROOT}cau-hoi/{first.pk}/huy/", {"reason": ""}).status_code == 409
    for part in ("greeting", "knowledge", "initiative"):
        assert client.post(f"{page}lam/dong-{part}/").status_code == 302
    client.post(f"{page}lam/dung-bang/")
    html = text(client, f"{page}chung-ket/")
    assert hall.contest.board_token in html
    assert "Chạy lại bảng điểm" in html
    assert "Xếp hạng chung kết" in text(client, f"{page}xep-hang/chung-ket/")
    assert client.post(f"{page}lam/tam-cong-bo/").headers["Location"] == f"{page}ket-qua/"
    assert client.post(f"{page}lam/khong-co/").status_code == 404


def test_results_appeal_answer_and_announcement(at: SetClock, browser_of: BrowserOf) -> None:
    hall = provisional_hall()
    page = f"{ROOT}{hall.contest.pk}/"
    at(FINAL_DAY + timedelta(hours=1))
    leader, client = browser_of(hall.leaders[1]), browser_of(hall.coordinator)
    assert "Nhận khiếu nại đến" in text(leader, f"{page}ket-qua/")
    assert leader.post(f"{ROOT}bai/{hall.entries[1].pk}/khieu-nai/", {"text": "Xin xem lại"}).status_code == 302
    appeal = hall.entries[1].appeals.get()
    assert "Xin xem lại" in text(client, f"{page}ket-qua/")
    assert "Xin xem lại" not in text(browser_of(hall.leaders[0]), f"{page}ket-qua/")
    text(client, f"{ROOT}khieu-nai/{appeal.pk}/")
    body = {"outcome": "rejected", "answer": "Đã chấm đúng"}
    assert client.post(f"{ROOT}khieu-nai/{appeal.pk}/", body).status_code == 302
    early = client.post(f"{page}ket-qua/", {"name": "A", "title": "B"})
    assert (early.status_code, "Chưa hết thời gian khiếu nại" in early.content.decode()) == (422, True)
    at(AFTER_APPEALS)
    assert client.post(f"{page}ket-qua/", {"name": "Trần Ký", "title": "Trưởng ban"}).status_code == 302
    html = text(leader, f"{page}ket-qua/")
    assert "Mở thông báo số 1/TB-HT" in html
    assert "Đã chấm đúng" in html
    assert b"".join(leader.get(f"{page}thong-bao.pdf")).startswith(b"%PDF")


def test_dates_move_by_the_form(at: SetClock, browser_of: BrowserOf) -> None:
    hall = open_hall()
    at(ENTERING)
    client = browser_of(hall.coordinator)
    until = CALL.entries_until + timedelta(days=2)
    page = f"{ROOT}{hall.contest.pk}/lui-han/"
    assert client.post(page, {"which": "entries_until", "until": local(until)}).status_code == 302
    assert hall.fresh().entries_until == until
    assert client.post(page, {"which": "entries_until", "until": local(OPENS)}).status_code == 409


def test_an_auditor_reads_and_changes_nothing(at: SetClock, browser_of: BrowserOf) -> None:
    hall = final_hall()
    at(FINAL_DAY)
    client = browser_of(make_auditor(hall))
    page = f"{ROOT}{hall.contest.pk}/"
    for address in ("", "giam-khao/", "chung-ket/", "xep-hang/so-khao/"):
        text(client, f"{page}{address}")
    text(client, f"{page}cau-hoi/", 404)
    assert client.post(f"{page}lam/mo-greeting/").status_code == 404


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_ask_as_often_for_three_rows_as_for_one(at: SetClock, browser_of: BrowserOf) -> None:
    at(FINAL_DAY)
    one = final_hall(wards=1)
    three = final_hall(wards=3)
    for address in ("", "giam-khao/", "chung-ket/", "xep-hang/so-khao/"):
        asked = [queries(browser_of(hall.coordinator), f"{ROOT}{hall.contest.pk}/{address}") for hall in (one, three)]
        assert asked[0] == asked[1]
        assert asked[0] <= 26
    boards = [queries(Client(), f"/hoi-thi/bang-diem/{hall.contest.board_token}/") for hall in (one, three)]
    assert boards[0] == boards[1]


def test_the_list_of_contests_asks_the_same_for_one_and_three(at: SetClock, browser_of: BrowserOf) -> None:
    at(ENTERING)
    hall = open_hall()
    client = browser_of(hall.coordinator)
    client.get(ROOT)
    alone = queries(client, ROOT)
    for title in ("Hội thi thứ hai", "Hội thi thứ ba"):
        client.post(f"{ROOT}moi/", call_body(title=title, unit=str(hall.unit.pk)))
    assert "Hội thi thứ ba" in text(client, ROOT)
    assert queries(client, ROOT) == alone
