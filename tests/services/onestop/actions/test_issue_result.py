"""A result file leaves with a page that holds its QR code and under the seal; the file as it came stays beside it."""

import io
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pytest
import zxingcpp
from django.db import ProgrammingError, transaction
from pytest_django.fixtures import Settings

from motcua.foundation.attachments.content import path_of
from motcua.foundation.attachments.models import FileState
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.trial import trial_seal
from motcua.foundation.documents.signing.trust import trusted_roots
from motcua.foundation.documents.signing.verdict import Finding
from motcua.foundation.documents.signing.verify import verify_pdf
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_out_file import hand_out_file
from motcua.services.onestop.models import Dossier, IssuedResult, Outcome, PaperSource, ResultBy
from motcua.services.onestop.states import State
from motcua.services.onestop.tokens import parse, result_token_of, token_hash
from tests.factories.attachments import make_image, make_pdf
from tests.factories.onestop import NOW, Office, at_decision, make_result_file
from tests.foundation.documents.paper import pages_of, printed, text_of


@pytest.fixture
def sealed(settings: Settings, tmp_path: Path) -> None:
    """An installation with a seal."""
    path = tmp_path / "seal.p12"
    path.write_bytes(trial_seal())
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = str(path), False


def decided(office: Office, data: bytes, name: str = "giay-phep.pdf") -> Dossier:
    dossier = at_decision(office, result_by=ResultBy.ONLINE)
    upload = io.BytesIO(data)
    upload.name = name
    return decide_result(
        dossier_id=dossier.pk,
        outcome=Outcome.APPROVED,
        result=upload,
        number="12/GP-UBND",
        by=office.leader,
        now=NOW,
    )


def issued_bytes(result: IssuedResult) -> bytes:
    return path_of(result.issued_sha256).read_bytes()


@pytest.mark.usefixtures("sealed")
def test_the_issued_file_is_sealed_and_its_last_page_leads_to_its_own_page(office: Office) -> None:
    result = decided(office, make_pdf(2)).result
    data = issued_bytes(result)
    verdict = verify_pdf(data, roots=trusted_roots(), now=NOW)
    assert (verdict.finding, verdict.signed_at, verdict.digest) == (Finding.TRUSTED, NOW, result.seal_digest)
    assert result.issued is not None
    assert (pages_of(data), result.issued.pages) == (3, 3)
    (code,) = zxingcpp.read_barcodes(printed(data, dpi=150, page=2))
    assert code.text == result.address
    words = text_of(data)
    for part in (result.token, "12/GP-UBND", result.dossier.code, "Phạm Thị Ký", result.original_sha256[:32]):
        assert part in words


@pytest.mark.usefixtures("sealed")
def test_the_last_page_does_not_name_the_applicant(office: Office) -> None:
    result = decided(office, make_pdf()).result
    assert "Nguyễn Thị Ánh" not in text_of(issued_bytes(result))


@pytest.mark.usefixtures("sealed")
def test_the_file_as_it_came_is_kept_beside_it_and_both_hashes_are_in_the_journal(office: Office) -> None:
    result = decided(office, make_pdf()).result
    assert result.original_id != result.issued_id
    assert result.original is not None
    assert result.original_sha256 == result.original.content_sha256
    entry = AuditEntry.objects.get(action="onestop.result_issued")
    assert (entry.detail["original"], entry.detail["issued"]) == (result.original_sha256, result.issued_sha256)
    with pytest.raises(ProgrammingError), transaction.atomic():
        IssuedResult.objects.filter(pk=result.pk).update(number="13/GP-UBND")


@pytest.mark.usefixtures("sealed")
def test_the_applicant_downloads_the_sealed_file(office: Office) -> None:
    dossier = make_result_file(office)
    stored = dossier.papers.get(source=PaperSource.RESULT).stored
    assert stored is not None
    assert hand_out_file(dossier_id=dossier.pk, file_id=stored.pk, now=NOW) == dossier.result.issued


@pytest.mark.usefixtures("sealed")
def test_a_file_that_somebody_signed_before_is_issued_untouched(office: Office) -> None:
    first = issued_bytes(decided(office, make_pdf()).result)
    result = decided(office, first).result
    assert (result.is_sealed, result.issued_id) == (False, result.original_id)
    assert issued_bytes(result) == first


@pytest.mark.usefixtures("sealed")
def test_a_picture_is_issued_as_it_came(office: Office) -> None:
    result = decided(office, make_image(), "ket-qua.png").result
    assert (result.is_sealed, result.issued_id) == (False, result.original_id)


def test_without_a_seal_a_file_is_issued_as_it_came(office: Office) -> None:
    result = decided(office, make_pdf()).result
    assert (result.is_sealed, result.certificate, result.issued_id) == (False, {}, result.original_id)


@pytest.mark.usefixtures("sealed")
def test_while_the_original_waits_for_its_scan_the_sealed_file_does_too(office: Office, settings: Settings) -> None:
    settings.CLAMAV_ADDRESS = "127.0.0.1:3310"
    result = decided(office, make_pdf()).result
    assert result.original is not None
    assert result.issued is not None
    assert (result.original.state, result.issued.state) == (FileState.QUARANTINED, FileState.QUARANTINED)


@pytest.mark.usefixtures("sealed")
def test_when_nothing_can_be_signed_nothing_is_decided(office: Office) -> None:
    with (
        patch("motcua.services.onestop.results.sign_pdf", side_effect=SealUnavailable("away")),
        pytest.raises(SealUnavailable),
    ):
        decided(office, make_pdf())
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.papers.filter(source=PaperSource.RESULT).count()) == (State.IN_PROCESS, 0)
    assert not IssuedResult.objects.exists()


def test_the_code_of_the_page_is_not_in_the_database(office: Office) -> None:
    result = decided(office, make_pdf()).result
    symbols = parse(result.token)
    assert symbols == result_token_of(result.uid)
    assert bytes(result.token_hash) == token_hash(str(symbols))
    assert symbols != parse(result.dossier.token)


@pytest.mark.usefixtures("sealed")
def test_the_issued_file_opens_in_another_reader(office: Office) -> None:
    data = issued_bytes(decided(office, make_pdf()).result)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.AcroForm.SigFlags == 3
