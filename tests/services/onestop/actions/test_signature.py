"""The signature for a result: drawn on the screen or on paper, bound to the event, refused when it is none."""

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from PIL import Image

from motcua.foundation.attachments.content import open_content
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import FileRefused
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.models import Delivery, Dossier, IdentityCheck, Relation
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.states import Action, State
from tests.factories.attachments import make_pdf, make_stored_file
from tests.factories.onestop import NOW, Office, make_dossier, make_drawing, make_handing

LATER = NOW.replace(hour=9, minute=30)


def hand_over(office: Office, **changes: Any) -> Dossier:
    """Return a result with a drawing unless `changes` say otherwise."""
    handing = make_handing(**({"signed_on_paper": False, "drawing": make_drawing()} | changes))
    dossier = make_dossier(office, State.DECIDED)
    return return_result(dossier_id=dossier.pk, handing=handing, by=office.receptionist, now=LATER)


def scanned_sheet(name: str = "phieu.pdf", data: bytes | None = None) -> BytesIO:
    sheet = BytesIO(data if data is not None else make_pdf())
    sheet.name = name
    return sheet


def test_a_drawing_is_kept_as_a_clean_picture_bound_to_the_event(office: Office) -> None:
    dossier = hand_over(office)
    signature = Delivery.objects.select_related("signature").get(dossier=dossier).signature
    assert signature is not None
    assert (signature.media_type, signature.actor_staff_id) == ("image/png", office.receptionist.pk)
    with open_content(signature) as kept, Image.open(kept) as picture:
        assert (picture.size, picture.info) == ((800, 300), {})
    event = dossier.events.get(kind=Action.RETURN)
    assert event.payload["signature_sha256"] == signature.content_sha256


def test_the_event_and_the_delivery_cannot_be_given_another_signature(office: Office) -> None:
    dossier = hand_over(office)
    other = make_stored_file()
    for rows, change in (
        (Delivery.objects.filter(dossier=dossier), {"signature": other}),
        (dossier.events.filter(kind=Action.RETURN), {"payload": {}}),
        (
            StoredFile.objects.filter(name="chu-ky.png"),
            {"content_sha256": "0" * 64},
        ),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("length", [0, 10], ids=["nothing", "a slip of the finger"])
def test_an_empty_drawing_is_refused_and_leaves_nothing_behind(office: Office, length: int) -> None:
    with pytest.raises(NeedMissing) as refused:
        hand_over(office, drawing=make_drawing(length=length))
    assert (refused.value.code, "Chưa có nét ký" in str(refused.value)) == ("signature", True)
    assert not StoredFile.objects.filter(name="chu-ky.png").exists()
    assert Dossier.objects.get().state == State.DECIDED


def test_a_transparent_drawing_is_empty_whatever_colour_lies_behind(office: Office) -> None:
    nothing = BytesIO()
    Image.new("RGBA", (800, 300), (0, 0, 0, 0)).save(nothing, "PNG")
    with pytest.raises(NeedMissing):
        hand_over(office, drawing=nothing.getvalue())


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        (make_drawing(kind="JPEG"), "mislabelled"),
        (make_pdf(), "mislabelled"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (make_drawing()[:200], "broken_image"),
        (make_drawing(size=(2000, 1100)), "too_many_pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 1_100_000, "too_big"),
    ],
    ids=["jpeg", "pdf", "svg", "cut off", "too many dots", "too many bytes"],
)
def test_what_is_no_drawing_is_refused_with_the_reason(office: Office, drawing: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        hand_over(office, drawing=drawing)
    assert refused.value.code == code
    assert not Delivery.objects.exists()


def test_a_scan_of_the_signed_sheet_may_be_kept(office: Office) -> None:
    dossier = hand_over(office, drawing=b"", signed_on_paper=True, sheet=scanned_sheet())
    delivery = Delivery.objects.select_related("sheet").get(dossier=dossier)
    assert (delivery.signature, delivery.sheet and delivery.sheet.name) == (None, "phieu.pdf")
    payload = dossier.events.get(kind=Action.RETURN).payload
    assert delivery.sheet is not None
    assert payload["sheet_sha256"] == delivery.sheet.content_sha256


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_on_paper": True}, "signature"),
        ({"drawing": b""}, "signature"),
        ({"sheet": scanned_sheet()}, "sheet"),
    ],
    ids=["two signatures", "none", "a scan of a drawing"],
)
def test_one_signature_no_less_and_no_more(office: Office, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(NeedMissing) as refused:
        hand_over(office, **changes)
    assert refused.value.code == code


def test_the_database_takes_a_scan_of_paper_only(office: Office) -> None:
    given: dict[str, Any] = {
        "dossier": make_dossier(office, State.DECIDED),
        "receiver_name": "A",
        "relation": Relation.SELF,
        "identity_check": IdentityCheck.RECEIPT,
        "signature": make_stored_file(),
        "sheet": make_stored_file(),
        "at": NOW,
        "by": office.receptionist,
    }
    with pytest.raises(IntegrityError, match="onestop_delivery_sheet_is_of_paper"), transaction.atomic():
        Delivery.objects.create(**given)
