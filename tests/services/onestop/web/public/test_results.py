"""The page behind the QR code of a result: every public field, and what a copy is worth."""

import io
import re
from pathlib import Path

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from motcua.foundation.attachments.content import path_of
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.documents.signing.seals import FileSeal
from motcua.foundation.documents.signing.sign import sign_pdf
from motcua.foundation.documents.signing.trial import trial_seal
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.models import IssuedResult, Outcome, ResultBy
from motcua.services.onestop.queries import result_check
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, at_decision
from tests.factories.units import sign_in
from tests.foundation.documents.paper import printed, text_of


@pytest.fixture
def result(office: Office, settings: Settings, tmp_path: Path) -> IssuedResult:
    """A sealed result."""
    path = tmp_path / "seal.p12"
    path.write_bytes(trial_seal())
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = str(path), False
    return issue(office)


def issue(office: Office) -> IssuedResult:
    dossier = at_decision(office, result_by=ResultBy.ONLINE)
    upload = io.BytesIO(make_pdf())
    upload.name = "giay-phep.pdf"
    return decide_result(
        dossier_id=dossier.pk, outcome=Outcome.APPROVED, result=upload, number="12/GP", by=office.leader, now=NOW
    ).result


def page_of(result: IssuedResult) -> str:
    return reverse("onestop:check_result", args=[result.token])


def bytes_of(stored: StoredFile | None) -> bytes:
    assert stored is not None
    return path_of(stored.content_sha256).read_bytes()


def said_of(client: Client, result: IssuedResult, data: bytes) -> str:
    sent = SimpleUploadedFile("ban-sao.pdf", data, "application/pdf")
    answer = client.post(page_of(result), {"copy": sent})
    assert answer.status_code == 200
    found = re.search(r'<p class="notice-title">(.+?)</p>', answer.content.decode())
    assert found is not None
    return found[1]


def test_the_page_names_the_result_in_the_language_of_its_reader(client: Client, result: IssuedResult) -> None:
    assert "<h1>Giấy phép</h1>" in client.get(page_of(result)).content.decode()
    client.cookies["motcua_language"] = "en"
    assert "<h1>Permit</h1>" in client.get(page_of(result)).content.decode()


def test_the_page_shows_every_public_field_and_nothing_of_the_person(client: Client, result: IssuedResult) -> None:
    page = client.get(page_of(result)).content.decode()
    person = result.dossier.applicant
    for part in (
        "12/GP",
        result.dossier.code,
        result.dossier.procedure.title_vi,
        "Phạm Thị Ký",
        result.issued_sha256,
        result.certificate["holder"],
        result.certificate["serial"],
        "PAdES B-B",
        "08:30",
    ):
        assert part in page
    for part in (person.full_name, person.identity_number, person.phone):
        assert part
        assert part not in page


def test_the_page_takes_a_fixed_number_of_queries(
    client: Client, result: IssuedResult, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(page_of(result))


def test_the_issued_file_is_recognised(client: Client, result: IssuedResult) -> None:
    assert said_of(client, result, bytes_of(result.issued)) == "Đúng bản đã cấp"


def test_the_file_before_the_seal_is_told_apart(client: Client, result: IssuedResult) -> None:
    assert said_of(client, result, bytes_of(result.original)) == "Bản trước khi đóng dấu"


def test_one_changed_byte_is_caught_in_every_part_of_the_file(client: Client, result: IssuedResult) -> None:
    data = bytes_of(result.issued)
    hole = data.index(b"/Contents <")
    padding = data.index(b"00000000000000>", hole)
    places = {
        "header": 6,
        "content": len(data) // 8,
        "signed part behind": data.rindex(b"%%EOF") - 4,
        "signature": hole + 300,
        "padding of the signature": padding,
    }
    for name, place in places.items():
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert said_of(client, result, changed) in {"Tệp đã bị thay đổi", "Không đọc được tệp"}, name
    assert said_of(client, result, data + b"\n% them\n") == "Tệp đã bị thay đổi"


def test_another_result_of_ours_is_another_document(client: Client, result: IssuedResult, office: Office) -> None:
    assert said_of(client, result, bytes_of(issue(office).issued)) == "Một văn bản khác"


def test_a_file_without_our_signature_is_not_ours(client: Client, result: IssuedResult, tmp_path: Path) -> None:
    assert said_of(client, result, make_pdf(text="Gia mao")) == "Không phải kết quả do cơ quan cấp"
    path = tmp_path / "other.p12"
    path.write_bytes(trial_seal("Giả", authority="Giả"))
    forged = sign_pdf(make_pdf(), seal=FileSeal(path), reason="", now=NOW).data
    assert said_of(client, result, forged) == "Không phải kết quả do cơ quan cấp"


def test_nothing_of_a_copy_is_kept(client: Client, result: IssuedResult) -> None:
    before = StoredFile.objects.count()
    said_of(client, result, make_pdf(text="Ban sao"))
    assert StoredFile.objects.count() == before


def test_a_file_too_many_is_answered_later_but_the_right_one_always(
    client: Client, result: IssuedResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_check, "CHECKS", 1)
    said_of(client, result, make_pdf(text="Mot"))
    sent = SimpleUploadedFile("ban-sao.pdf", make_pdf(text="Hai"), "application/pdf")
    assert client.post(page_of(result), {"copy": sent}).status_code == 429
    assert said_of(client, result, bytes_of(result.issued)) == "Đúng bản đã cấp"


def test_without_a_file_and_with_one_too_large_the_page_says_so(
    client: Client, result: IssuedResult, settings: Settings
) -> None:
    assert "Chưa chọn tệp nào" in client.post(page_of(result)).content.decode()
    settings.FILE_SIZE_LIMIT = 10
    sent = SimpleUploadedFile("ban-sao.pdf", make_pdf(), "application/pdf")
    answer = client.post(page_of(result), {"copy": sent})
    assert (answer.status_code, "lớn hơn mọi kết quả" in answer.content.decode()) == (400, True)


def test_the_code_is_typed_or_scanned_and_unknown_codes_look_the_same(client: Client, result: IssuedResult) -> None:
    ask = reverse("onestop:ask_result")
    assert client.get(ask).status_code == 200
    assert client.get(ask, {"ma": result.token.lower()}).headers["Location"] == page_of(result)
    for wrong in (result.dossier.token, "7Z3K-9QWE-4TN8-XR2M-C", "x"):
        answer = client.get(reverse("onestop:check_result", args=[wrong]))
        assert (answer.status_code, "Không có kết quả nào với mã này" in answer.content.decode()) == (404, True)


def answer_to(client: Client, result: IssuedResult, name: str) -> tuple[int, str]:
    answer = client.post(page_of(result), {"full_name": name})
    found = re.search(r'<p class="notice-title">(.+?)</p>', answer.content.decode())
    assert result.dossier.applicant.full_name not in answer.content.decode().replace(f'value="{name}"', "")
    return answer.status_code, found[1] if found else ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Nguyễn Thị Ánh", "Đúng họ tên"),
        ("  NGUYỄN   THỊ ÁNH ", "Đúng họ tên"),
        ("Nguyen Thi Anh", "Chỉ đúng khi bỏ dấu"),
        ("Nguyễn Thị Anh", "Chỉ đúng khi bỏ dấu"),
        ("Nguyễn Thị Ánh Hồng", "Không đúng họ tên"),
        ("Trần Văn Giả", "Không đúng họ tên"),
    ],
)
def test_a_genuine_code_on_a_paper_with_another_name_does_not_pass(
    client: Client, result: IssuedResult, typed: str, said: str
) -> None:
    assert answer_to(client, result, typed) == (200, said)


def test_a_name_that_is_not_typed_is_asked_for(client: Client, result: IssuedResult) -> None:
    answer = client.post(page_of(result), {"full_name": " "})
    assert (answer.status_code, "Chưa nhập họ tên." in answer.content.decode()) == (400, True)


def test_names_are_not_tried_without_end_from_one_place_or_on_one_result(client: Client, result: IssuedResult) -> None:
    for _try in range(result_check.NAMES):
        assert answer_to(client, result, "Trần Văn Giả")[0] == 200
    assert client.post(page_of(result), {"full_name": "Nguyễn Thị Ánh"}).status_code == 429
    address = iter(range(1, 250))
    tried = result_check.NAMES + 1
    while (
        client.post(page_of(result), {"full_name": "Ai Đó"}, REMOTE_ADDR=f"203.0.{next(address)}.7").status_code == 200
    ):
        tried += 1
    assert tried == result_check.NAMES_A_DAY


def test_a_result_that_was_signed_before_has_its_code_on_a_sheet_beside_it(
    client: Client, office: Office, result: IssuedResult
) -> None:
    signed = bytes_of(result.issued)
    dossier = at_decision(office, result_by=ResultBy.ONLINE)
    upload = io.BytesIO(signed)
    upload.name = "giay-phep.pdf"
    other = decide_result(
        dossier_id=dossier.pk, outcome=Outcome.APPROVED, result=upload, by=office.leader, now=NOW
    ).result
    assert not other.is_sealed
    counter = sign_in(client, office.receptionist)
    page = reverse("onestop_staff:dossier", args=[dossier.code])
    sheet = reverse("onestop_staff:check_sheet", args=[dossier.code])
    assert sheet in counter.get(page).content.decode()
    data = counter.get(sheet).content
    (code,) = zxingcpp.read_barcodes(printed(data, dpi=150, page=0))
    assert code.text == other.address
    assert "Tờ này đi kèm kết quả" in text_of(data)
    assert dossier.applicant.full_name not in text_of(data)
