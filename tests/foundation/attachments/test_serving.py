"""A file is sent so that nothing in it can act in our name."""

import pytest
from pytest_django import Settings

from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.attachments.web.serving import file_response, thumbnail_response
from tests.factories.attachments import make_docx, make_jpeg, make_pdf, make_stored_file

pytestmark = pytest.mark.django_db


def test_a_download_has_its_vietnamese_name_and_cannot_be_sniffed() -> None:
    response = file_response(make_stored_file(name="Tờ khai.pdf"), inline=False)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''T%E1%BB%9D%20khai.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert int(response["Content-Length"]) == len(b"".join(response))
    response.close()


@pytest.mark.parametrize(("name", "data"), [("cccd.jpg", make_jpeg()), ("cccd.pdf", make_pdf())])
def test_a_picture_and_a_pdf_are_shown_in_a_sandbox(name: str, data: bytes) -> None:
    response = file_response(make_stored_file(data, name=name), inline=True)
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.close()


def test_an_office_file_is_always_a_download() -> None:
    response = file_response(make_stored_file(make_docx(), name="đơn.docx"), inline=True)
    assert response["Content-Disposition"].startswith("attachment;")
    response.close()


def test_a_file_in_quarantine_is_not_sent(settings: Settings) -> None:
    settings.CLAMAV_ADDRESS = "127.0.0.1:9"
    stored = make_stored_file()
    with pytest.raises(FileNotReadable):
        file_response(stored, inline=False)
    assert thumbnail_response(stored) is None


def test_a_thumbnail_is_a_picture_in_a_sandbox() -> None:
    response = thumbnail_response(make_stored_file())
    assert response is not None
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in response["Content-Security-Policy"]
