"""Filing online: page by page, nothing typed is lost, nobody else reads the draft, one dossier whatever is pressed."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.foundation.worktime import clock
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Adoption
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.forget_expired import forget_expired
from motcua.services.onestop.models import Dossier, Draft
from tests.factories.onestop import NOW, SYSTEM, Office, make_office
from tests.services.onestop.web.public.filing import LAST_WORD, MATTER, PERSON, attach, fill, start, submit, the_draft


def test_a_filing_from_start_to_confirmation(client: Client, office: Office) -> None:
    base = submit(client, office)
    dossier = Dossier.objects.get()
    html = client.get(f"{base}xac-nhan/").content.decode()
    for words in (dossier.code, dossier.token, "don.pdf", "SHA-256", "Việc tiếp theo"):
        assert words in html
    receipt = client.get(f"{base}giay-tiep-nhan.pdf")
    assert receipt["Content-Type"] == "application/pdf"
    assert receipt.content.startswith(b"%PDF")
    assert {"private", "no-store"} <= set(receipt["Cache-Control"].split(", "))


def test_the_procedures_to_file_are_listed_by_field(client: Client, office: Office) -> None:
    html = client.get("/nop-ho-so/").content.decode()
    assert f'href="/nop-ho-so/{office.slug}/"' in html
    assert "Hiện chưa có thủ tục nào" not in html


def test_wrong_answers_come_back_with_a_message_each_and_nothing_typed_is_lost(client: Client, office: Office) -> None:
    base = start(client, office)
    typed = {**PERSON, "identity_number": "12345", "phone": "09-typo", "full_name": ""}
    html = client.post(f"{base}person/", typed).content.decode()
    for kept in ("12345", "09-typo", "anh@vidu.vn", "12 Hoàng Hoa Thám", "Phường 4, quận Tân Bình"):
        assert f'value="{kept}"' in html
    for field in ("full_name", "identity_number", "phone"):
        assert f'id="id_{field}_error"' in html
        assert f'href="#id_{field}"' in html
    assert 'id="id_email_error"' not in html
    assert the_draft().answers == {}


def test_a_saved_page_shows_its_answers_again(client: Client, office: Office) -> None:
    base = start(client, office)
    client.post(f"{base}person/", PERSON)
    html = client.get(f"{base}person/").content.decode()
    for kept in ("Nguyễn Thị Ánh", "079190012345", "12 Hoàng Hoa Thám"):
        assert kept in html


def test_saving_a_page_again_replaces_only_that_page(client: Client, office: Office) -> None:
    base = start(client, office)
    client.post(f"{base}person/", PERSON)
    client.post(f"{base}matter/", MATTER)
    client.post(f"{base}person/", {**PERSON, "full_name": "Trần Văn Bình", "email": ""})
    answers = the_draft().answers
    assert answers["full_name"] == "Trần Văn Bình"
    assert "email" not in answers
    assert answers["purpose"] == "Bán lẻ"


def test_an_unknown_page_of_a_draft_is_not_found(client: Client, office: Office) -> None:
    base = start(client, office)
    assert client.get(f"{base}khong-co/").status_code == 404


def test_the_check_names_what_is_missing_and_leads_there(client: Client, office: Office) -> None:
    base = start(client, office)
    client.post(f"{base}person/", PERSON)
    answer = client.post(f"{base}kiem-tra/", LAST_WORD)
    html = answer.content.decode()
    assert f'href="{base}matter/"' in html
    assert f'href="{base}giay-to/#giay-to-request"' in html
    assert not Dossier.objects.exists()


def test_the_applicant_must_give_their_word_when_the_form_has_not_asked_for_it(client: Client, office: Office) -> None:
    base = fill(client, office)
    html = client.post(f"{base}kiem-tra/", {"result_by": "counter"}).content.decode()
    assert "Hãy đánh dấu vào lời cam đoan" in html
    assert not Dossier.objects.exists()


def test_sending_twice_makes_one_dossier(client: Client, office: Office) -> None:
    base = fill(client, office)
    first = client.post(f"{base}kiem-tra/", LAST_WORD)
    second = client.post(f"{base}kiem-tra/", LAST_WORD)
    assert first["Location"] == second["Location"] == f"{base}xac-nhan/"
    assert Dossier.objects.count() == 1


def test_a_filed_draft_is_not_edited_any_more(client: Client, office: Office) -> None:
    base = submit(client, office)
    for page in ("person/", "giay-to/", "kiem-tra/"):
        assert client.get(f"{base}{page}")["Location"] == f"{base}xac-nhan/"


def test_the_confirmation_names_the_paper_it_has_and_how_to_come_back_for_the_receipt(
    client: Client, office: Office
) -> None:
    base = submit(client, office)
    html = client.get(f"{base}xac-nhan/").content.decode()
    assert "Tải giấy xác nhận đã nộp hồ sơ" in html
    assert "Giấy tiếp nhận tải ở chính trang này, mở lại bằng mã lưu" in html
    dossier = Dossier.objects.get()
    accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW)
    html = client.get(f"{base}xac-nhan/").content.decode()
    assert "Tải giấy tiếp nhận hồ sơ (PDF)" in html
    assert "Việc tiếp theo" not in html


def test_before_filing_there_is_no_confirmation_and_no_receipt(client: Client, office: Office) -> None:
    base = start(client, office)
    for page in ("xac-nhan/", "giay-tiep-nhan.pdf"):
        assert client.get(f"{base}{page}")["Location"] == f"{base}kiem-tra/"


@pytest.mark.parametrize("page", ["person/", "matter/", "giay-to/", "kiem-tra/", "xac-nhan/", "giay-tiep-nhan.pdf"])
def test_another_browser_learns_nothing_of_a_draft(client: Client, office: Office, page: str) -> None:
    base = submit(client, office) if page in {"xac-nhan/", "giay-tiep-nhan.pdf"} else fill(client, office)
    answer = Client().get(f"{base}{page}")
    assert answer.status_code == 302
    assert answer["Location"] == "/nop-ho-so/tiep-tuc/"
    assert b"Nguy" not in answer.content


def test_another_browser_cannot_write_into_a_draft(client: Client, office: Office) -> None:
    base = fill(client, office)
    before = Draft.objects.values().get()
    stranger = Client()
    stranger.post(f"{base}person/", {**PERSON, "full_name": "Kẻ lạ"})
    stranger.post(f"{base}kiem-tra/", LAST_WORD)
    attach(stranger, base)
    assert Draft.objects.values().get() == before
    assert not Dossier.objects.exists()


def test_the_code_opens_the_draft_in_another_browser(client: Client, office: Office) -> None:
    base = fill(client, office)
    code = client.session["onestop_drafts"][str(the_draft().pk)]
    other = Client()
    answer = other.post("/nop-ho-so/tiep-tuc/", {"code": f" {code.lower()} "})
    assert answer["Location"] == f"{base}kiem-tra/"
    assert "Nguyễn Thị Ánh" in other.get(f"{base}person/").content.decode()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Chưa nhập mã lưu."),
        ("abc", "Mã này không đúng."),
        ("0000-0000-0000-0000-0", "Không có bản nháp nào với mã này."),
    ],
)
@pytest.mark.usefixtures("office")
def test_a_wrong_code_opens_nothing(client: Client, code: str, sentence: str) -> None:
    html = client.post("/nop-ho-so/tiep-tuc/", {"code": code}).content.decode()
    assert sentence in html
    assert f'value="{code}"' in html or not code


def test_an_expired_draft_says_so_and_shows_nothing(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = fill(client, office)
    late = the_draft().expires_at + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    for answer in (client.get(f"{base}person/"), client.post(f"{base}kiem-tra/", LAST_WORD)):
        html = answer.content.decode()
        assert answer.status_code == 410
        assert "Bản nháp này đã hết hạn lưu" in html
        assert "Nguyễn Thị Ánh" not in html
    assert not Dossier.objects.exists()
    forget_expired(now=late)
    gone = client.get(f"{base}person/")
    assert (gone.status_code, "Bản nháp này đã hết hạn lưu" in gone.content.decode()) == (410, True)


def test_a_procedure_closed_meanwhile_refuses_the_dossier_and_keeps_the_draft(client: Client, office: Office) -> None:
    base = fill(client, office)
    close_procedure(slug=office.slug, unit_id=office.unit.pk, reason="Hết nhiệm vụ", by=SYSTEM, now=NOW)
    answer = client.post(f"{base}kiem-tra/", LAST_WORD)
    assert answer.status_code == 409
    assert "hiện không tiếp nhận hồ sơ của thủ tục này" in answer.content.decode()
    assert the_draft().answers["purpose"] == "Bán lẻ"


def test_a_unit_that_left_the_service_refuses_the_dossier(client: Client, office: Office) -> None:
    base = fill(client, office)
    stop_adoption(adoption_id=Adoption.objects.get().pk, reason="Sắp xếp lại.", by=SYSTEM, now=NOW)
    for answer in (client.get(f"{base}person/"), client.post(f"{base}kiem-tra/", LAST_WORD)):
        assert answer.status_code == 409
        assert "Bản nháp được giữ" in answer.content.decode()
    assert not Dossier.objects.exists()
    assert the_draft().answers["purpose"] == "Bán lẻ"


def test_a_draft_of_one_procedure_is_not_found_under_another(client: Client, office: Office) -> None:
    base = start(client, office)
    other = make_office()
    assert client.get(base.replace(office.slug, other.slug) + "person/").status_code == 404


def test_no_page_of_a_filing_is_kept_by_a_cache_or_allows_inline_code(client: Client, office: Office) -> None:
    base = fill(client, office)
    for page in ("person/", "giay-to/", "kiem-tra/"):
        answer = client.get(f"{base}{page}")
        assert "no-store" in answer["Cache-Control"]
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        html = answer.content.decode()
        assert " style=" not in html
        assert "<script>" not in html
