"""A result on paper is registered when it is signed: its code leads to number, day, signer, and says what it cannot."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.verify import broken_links
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.figures.queries.quality import quality_of
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.letters import letter_pdf
from motcua.services.onestop.models import FigureEdition, IssuedResult, Outcome, ResultBy
from motcua.services.onestop.results import check_page_pdf
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, at_decision, make_office
from tests.factories.units import sign_in
from tests.foundation.documents.paper import printed, text_of

LATER = NOW + timedelta(hours=3)


def on_paper(office: Office, *, number: str = "12/GP-UBND") -> IssuedResult:
    dossier = at_decision(office)
    return decide_result(
        dossier_id=dossier.pk, outcome=Outcome.APPROVED, number=number, by=office.leader, now=LATER
    ).result


def page_of(result: IssuedResult) -> str:
    return reverse("onestop:check_result", args=[result.token])


def test_its_page_shows_every_field_and_says_that_the_paper_is_not_kept_here(client: Client, office: Office) -> None:
    result = on_paper(office)
    page = client.get(page_of(result)).content.decode()
    told = ("12/GP-UBND", result.dossier.code, result.dossier.procedure.title_vi, "Phạm Thị Ký", "11:30", "08/04/2019")
    assert [part for part in told if part not in page] == []
    assert ("Bản gốc là giấy" in page, "SHA-256" in page, 'type="file"' in page) == (True, False, False)
    assert result.dossier.applicant.full_name not in page


def test_the_name_on_the_paper_is_compared_and_a_file_is_not(client: Client, office: Office) -> None:
    result = on_paper(office)
    same = client.post(page_of(result), {"full_name": result.dossier.applicant.full_name})
    assert "Đúng họ tên" in same.content.decode()
    sent = SimpleUploadedFile("ban-sao.pdf", make_pdf(), "application/pdf")
    answer = client.post(page_of(result), {"copy": sent})
    assert (answer.status_code, "Chưa nhập họ tên" in answer.content.decode()) == (400, True)


@pytest.mark.django_db
def test_its_number_is_that_of_the_book_and_nothing_that_was_typed(client: Client) -> None:
    book = {"code": "certified_contracts", "name": "purpose"}
    office = make_office(result={"title": {"vi": "Văn bản"}, "signer": {"vi": "Chủ tịch"}, "book": book})
    result = on_paper(office, number="99/KHAC")
    page = client.get(page_of(result)).content.decode()
    assert ("01/2019-SCT/HĐ,GD" in page, "99/KHAC" in page) == (True, False)
    assert "01/2019-SCT/HĐ,GD" in text_of(check_page_pdf(result, now=LATER))


def test_the_code_is_on_the_slip_that_is_signed_and_on_a_sheet_for_the_receiver(office: Office) -> None:
    result = on_paper(office)
    slip = letter_pdf(result.dossier, "handover", now=LATER)
    assert slip is not None
    for data in (slip, check_page_pdf(result, now=LATER)):
        (code,) = zxingcpp.read_barcodes(printed(data, dpi=150))
        assert code.text == result.address
        assert result.token in text_of(data)
    words = " ".join(text_of(check_page_pdf(result, now=LATER)).split())
    assert ("Bản gốc là giấy" in words, "SHA-256" in words, "Gửi tệp" in words) == (True, False, False)


def test_the_counter_finds_the_sheet_on_the_dossier(office: Office) -> None:
    result = on_paper(office)
    page = sign_in(Client(), office.receptionist).get(reverse("onestop_staff:dossier", args=[result.dossier.code]))
    body = page.content.decode()
    sheet = reverse("onestop_staff:check_sheet", args=[result.dossier.code])
    assert ("Kết quả bản giấy" in body, "Kết quả điện tử" in body, sheet in body) == (True, False, True)


def test_a_refusal_on_paper_registers_nothing(office: Office) -> None:
    dossier = at_decision(office)
    decide_result(dossier_id=dossier.pk, outcome=Outcome.REFUSED, reason="Không đủ.", by=office.leader, now=LATER)
    assert not IssuedResult.objects.exists()


def test_a_paper_is_no_electronic_result_in_the_figures(office: Office) -> None:
    on_paper(office)
    upload = io.BytesIO(make_pdf())
    upload.name = "giay-phep.pdf"
    dossier = at_decision(office, result_by=ResultBy.ONLINE)
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, result=upload, by=office.leader, now=LATER)
    edition = FigureEdition.objects.create(through=LATER.date(), begun_at=NOW, built_at=NOW, months=1)
    april = span_of("2019-04")
    assert april is not None
    quality = quality_of(edition, unit_id=office.unit.pk, span=april)
    (line,) = [each for each in quality.lines if each.indicator.measure == "electronic"]
    assert line.share is not None
    assert line.share.numerator == 1
    assert list(broken_links()) == []


def test_the_database_takes_a_file_with_its_hash_or_a_paper_and_nothing_between(office: Office) -> None:
    result = on_paper(office)
    result.pk, result.issued_sha256 = None, "0" * 64
    with pytest.raises(IntegrityError, match="onestop_result_file_or_paper"), transaction.atomic():
        result.save(force_insert=True)
