"""Letters: issued once with the act, the same bytes afterwards, readable, and scannable."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from django.test import Client

from motcua.foundation.documents.models import IssuedDocument
from motcua.services.onestop import jobs
from motcua.services.onestop.letters import about, issue_letter, letter_pdf, letters_of, receipt_pdf
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, make_dossier, make_office, make_pledge
from tests.factories.units import sign_in

LATER = NOW + timedelta(hours=2)


def text_of(pdf: bytes | None) -> str:
    assert pdf is not None
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(words.split())


def run_letter_job(dossier: Dossier, action: Action) -> IssuedDocument:
    event = dossier.events.filter(kind=action).latest("seq")
    jobs.issue_letter(dossier.pk, event.seq)
    jobs.issue_letter(dossier.pk, event.seq)
    return IssuedDocument.objects.get(about_id=str(dossier.pk), number=event.payload.get("number", dossier.code))


def test_the_receipt_is_issued_once_and_stays_the_same(office: Office) -> None:
    dossier = make_dossier(office)
    early = receipt_pdf(dossier, now=LATER)
    issued = run_letter_job(dossier, Action.ACCEPT)
    assert (issued.kind, issued.circular, issued.form_number) == ("receipt", "01/2018/TT-VPCP", "01")
    kept = receipt_pdf(dossier, now=LATER)
    assert kept == receipt_pdf(dossier, now=LATER + timedelta(days=9))
    for pdf in (early, kept):
        words = text_of(pdf)
        assert dossier.code in words
        assert "Nguyễn Thị Ánh" in words
        assert "10 ngày làm việc" in words
        assert dossier.token in words
        assert "Đơn đề nghị" in words


@pytest.mark.django_db
def test_the_receipt_states_the_limit_of_the_law_and_the_shorter_promise() -> None:
    dossier = make_dossier(make_office(commitments=[make_pledge(8)]))
    words = text_of(receipt_pdf(dossier, now=LATER))
    assert "theo quy định là: 10 ngày làm việc; cam kết giải quyết trong 8 ngày làm việc" in words
    assert "nhận kết quả tại: Bộ phận một cửa" in words


def test_the_code_on_the_receipt_leads_to_the_dossier(office: Office) -> None:
    dossier = make_dossier(office)
    with pypdfium2.PdfDocument(BytesIO(receipt_pdf(dossier, now=LATER))) as document:
        picture = document[0].render(scale=110 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [dossier.look_up_address]


def test_before_acceptance_there_is_a_proof_of_filing_with_the_digests_of_the_files(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    words = text_of(receipt_pdf(dossier, now=LATER))
    stored = dossier.papers.get().stored
    assert stored is not None
    assert stored.sha256 in words.replace(" ", "")
    assert dossier.token in words
    assert letter_pdf(dossier, "receipt", now=LATER) is None


def test_a_code_of_wide_letters_is_not_broken(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = "WWWW-WWWW-WWWW-WWWW-W"
    monkeypatch.setattr(Dossier, "token", property(lambda _self: wide))
    assert wide in text_of(receipt_pdf(make_dossier(office, State.SUBMITTED), now=LATER))
    assert wide in text_of(receipt_pdf(make_dossier(office, State.ACCEPTED), now=LATER))


def test_a_request_for_papers_says_what_and_why(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    issued = run_letter_job(dossier, Action.REQUEST_SUPPLEMENT)
    assert (issued.kind, issued.number) == ("supplement", "01/HDHS")
    words = text_of(letter_pdf(dossier, "supplement", now=LATER))
    assert "Bản nộp bị mờ." in words
    assert "Bản chính" in words
    assert "Giấy tờ chưa đọc được." in words
    assert "Lê Văn Thẩm" in words


def test_a_refusal_says_why_and_by_which_law(office: Office) -> None:
    dossier = make_dossier(office, State.REJECTED)
    issued = run_letter_job(dossier, Action.REJECT)
    assert (issued.kind, issued.number, issued.form_number) == ("refusal", "01/TCHS", "03")
    words = text_of(letter_pdf(dossier, "refusal", now=LATER))
    assert "Không đúng thẩm quyền." in words
    assert "Nghị định 61/2018/NĐ-CP" in words


def test_the_sheet_of_the_result_names_the_receiver_once_there_is_one(office: Office) -> None:
    before = make_dossier(office, State.DECIDED)
    assert "Giấy phép" in text_of(letter_pdf(before, "handover", now=LATER))
    after = make_dossier(office, State.RETURNED)
    assert "Đối chiếu giấy tờ tùy thân" in text_of(letter_pdf(after, "handover", now=LATER))


def test_letters_are_listed_as_they_come_to_be(office: Office) -> None:
    listed = {
        state: [letter.kind.key for letter in letters_of(make_dossier(office, state))]
        for state in (State.SUBMITTED, State.ACCEPTED, State.RETURNED)
    }
    assert listed == {
        State.SUBMITTED: ["filed"],
        State.ACCEPTED: ["filed", "receipt", "receipt80", "control", "control80"],
        State.RETURNED: ["filed", "receipt", "receipt80", "control", "control80", "handover"],
    }


def test_staff_read_by_which_form_a_letter_is_and_that_nobody_compared_it_yet(office: Office) -> None:
    dossier = make_dossier(office, State.STOPPED)
    forms = {letter.kind.key: letter.form for letter in letters_of(dossier)}
    assert forms["stop"] is None  # TT 01/2018/TT-VPCP has no such form
    assert forms["control"] is not None
    assert (forms["control"].number, forms["control"].circular) == ("05", "01/2018/TT-VPCP")
    page = sign_in(Client(), office.leader).get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert "Mẫu số 05, Thông tư 01/2018/TT-VPCP" in page
    assert "chưa kiểm chứng" in page


def test_the_slip_for_the_80_mm_printer_is_made_too(office: Office) -> None:
    dossier = make_dossier(office)
    assert dossier.code in text_of(letter_pdf(dossier, "receipt80", now=LATER))


def test_unknown_letters_and_events_without_one_give_nothing(office: Office) -> None:
    dossier = make_dossier(office)
    assert letter_pdf(dossier, "love", now=LATER) is None
    assert letter_pdf(dossier, "supplement", now=LATER) is None
    assert issue_letter(dossier, dossier.events.get(kind=Action.SUBMIT), now=LATER) is None
    assert about(dossier) == ("dossier", str(dossier.pk))


@pytest.mark.django_db
def test_a_letter_after_the_first_of_july_2025_is_of_the_new_circular() -> None:
    now = NOW.replace(year=2025, month=7, day=2)
    dossier = make_dossier(make_office(now=now), now=now)
    issued = run_letter_job(dossier, Action.ACCEPT)
    assert (issued.circular, issued.form_number) == ("03/2025/TT-VPCP", "01")
