"""Handing a result over from the page: the frame to sign in, what is refused, and who sees the signature."""

import base64
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ImageChops

from motcua.foundation.units.models import Role
from motcua.services.onestop.letters import letter_pdf
from motcua.services.onestop.models import Delivery, Dossier
from motcua.services.onestop.states import State
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, make_dossier, make_drawing
from tests.factories.units import make_staff, make_unit, sign_in

WHO = {"receiver_name": "Lê A", "relation": "self", "identity_check": "identity_card"}


def drawn(picture: bytes | None = None) -> str:
    """Return what the script puts into the form."""
    return "data:image/png;base64," + base64.b64encode(picture or make_drawing()).decode()


def send(client: Client, dossier: Dossier, **given: Any) -> tuple[int, str]:
    """Send the form; return status and page."""
    answer = client.post(f"/can-bo/ho-so/{dossier.code}/tra-ket-qua/", {"version": dossier.version, **WHO, **given})
    return answer.status_code, answer.content.decode()


def type_of(client: Client, address: str) -> str:
    """Return the media type of what lies at an address."""
    answer = client.get(address)
    assert (answer.status_code, answer.getvalue()[:1] != b"") == (200, True)
    return str(answer.headers["Content-Type"])


@pytest.fixture
def decided(office: Office) -> Dossier:
    return make_dossier(office, State.DECIDED)


def test_the_page_offers_the_frame_the_printed_sheet_and_its_script(decided: Dossier, counter: Client) -> None:
    page = counter.get(f"/can-bo/ho-so/{decided.code}/tra-ket-qua/").content.decode()
    assert f"/can-bo/ho-so/{decided.code}/giay-to/handover.pdf" in page
    assert page.count("onestop/signature") == 1
    assert '<div class="signature-pad" data-signature="id_signature" hidden>' in page


def test_a_drawn_signature_is_shown_on_the_dossier_and_stands_in_the_sheet(decided: Dossier, counter: Client) -> None:
    before = letter_pdf(decided, "handover", now=NOW)
    assert send(counter, decided, signature=drawn())[0] == 302
    signature = Delivery.objects.get(dossier=decided).signature
    assert signature is not None
    address = f"/can-bo/ho-so/{decided.code}/tep/{signature.pk}/"
    page = counter.get(f"/can-bo/ho-so/{decided.code}/").content.decode()
    assert all(word in page for word in (address, "Lê A đã ký trên màn hình.", signature.content_sha256))
    assert type_of(counter, address) == "image/png"
    signed = letter_pdf(decided, "handover", now=NOW)
    assert before is not None
    assert signed is not None
    assert (pictures_in(before), pictures_in(signed)) == (0, 1)


def pictures_in(pdf: bytes) -> int:
    """Return how many pictures that are not blank stand in a PDF."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        drawings = [
            found.get_bitmap(render=False).to_pil().convert("L")
            for page in document
            for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]
    return sum(ImageChops.invert(drawing).getbbox() is not None for drawing in drawings)


def test_a_stranger_sees_neither_the_signature_nor_that_there_is_one(decided: Dossier, counter: Client) -> None:
    send(counter, decided, signature=drawn())
    stranger = sign_in(Client(), make_staff(unit=make_unit(), role=Role.RECEPTIONIST))
    signature = Delivery.objects.get(dossier=decided).signature_id
    assert stranger.get(f"/can-bo/ho-so/{decided.code}/tep/{signature}/").status_code == 404


def test_a_scan_of_the_signed_sheet_can_be_opened_by_readers(decided: Dossier, counter: Client) -> None:
    sheet = SimpleUploadedFile("phieu.pdf", make_pdf(), "application/pdf")
    assert send(counter, decided, signed_on_paper="on", sheet=sheet)[0] == 302
    kept = Delivery.objects.get(dossier=decided).sheet_id
    assert type_of(counter, f"/can-bo/ho-so/{decided.code}/tep/{kept}/") == "application/pdf"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, "signature", "Người nhận phải ký"),
        ({"signature": "data:image/jpeg;base64,AAAA"}, "signature", "Không đọc được hình chữ ký"),
        ({"signature": "data:image/png;base64,A*A="}, "signature", "Không đọc được hình chữ ký"),
        ({"signature": "data:image/png;base64," + "A" * 600_000}, "signature", "quá lớn"),
        ({"signature": drawn(), "signed_on_paper": "on"}, "signed_on_paper", "Chọn một cách ký"),
        (
            {"signature": drawn(), "sheet": SimpleUploadedFile("phieu.pdf", make_pdf())},
            "sheet",
            "đã ký trên phiếu giấy",
        ),
    ],
    ids=["none", "jpeg", "no base64", "too long", "two", "scan of a drawing"],
)
def test_what_is_wrong_is_said_at_its_field(
    decided: Dossier, counter: Client, given: dict[str, Any], field: str, words: str
) -> None:
    status, page = send(counter, decided, **given)
    at_field = page.partition(f'id="id_{field}_error"')[2].partition("</ul>")[0]
    assert (status, words in at_field) == (400, True)
    decided.refresh_from_db()
    assert decided.state == State.DECIDED


@pytest.mark.parametrize(
    ("picture", "words"),
    [(make_drawing(length=0), "Chưa có nét ký nào"), (make_drawing(kind="JPEG"), "phần mở rộng không đúng")],
    ids=["empty", "mislabelled"],
)
def test_an_empty_or_mislabelled_drawing_is_refused_with_the_reason(
    decided: Dossier, counter: Client, picture: bytes, words: str
) -> None:
    status, page = send(counter, decided, signature=drawn(picture))
    assert (status, words in page) == (400, True)


def test_two_who_hand_over_at_once_read_what_was_typed_and_no_picture_in_letters(
    decided: Dossier, counter: Client
) -> None:
    stale = decided.version
    send(counter, decided, signature=drawn())
    status, page = send(counter, decided, version=stale, signature=drawn(), receiver_name="Trần B")
    assert (status, "Trần B" in page, "base64" in page) == (409, True, False)


def test_a_drawing_is_not_lost_by_an_error_elsewhere(decided: Dossier, counter: Client) -> None:
    given = drawn()
    status, page = send(counter, decided, signature=given, receiver_name="")
    assert (status, f'value="{given}"' in page.replace("&#43;", "+")) == (400, True)
