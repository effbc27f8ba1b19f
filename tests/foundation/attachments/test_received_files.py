"""A good file is taken, proven by what was received, and kept."""

import hashlib
import io
from datetime import datetime

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from PIL import Image

from motcua.foundation.attachments import content
from motcua.foundation.attachments.actions.discard_file import discard_file
from motcua.foundation.attachments.actions.keep_document import keep_document
from motcua.foundation.attachments.actions.receive_file import receive_file
from motcua.foundation.attachments.kinds import FORMATS
from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.audit.actor import Actor, ActorKind
from tests.factories.attachments import (
    make_docx,
    make_image,
    make_jpeg,
    make_pdf,
    make_stored_file,
    make_xlsx,
)

pytestmark = pytest.mark.django_db
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _make_heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 240), "red")).save(out)
    return out.getvalue()


LINK = (
    b'<Relationships><Relationship Id="r1" Target="https://tanbinh.gov.vn" TargetMode="External" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
)


@pytest.mark.parametrize(
    ("name", "data", "media_type", "pages"),
    [
        ("to-khai.pdf", make_pdf(3), "application/pdf", 3),
        ("khong duoi", make_pdf(), "application/pdf", 1),
        ("TO KHAI.PDF", b"\xef\xbb\xbf\r\n" + make_pdf(), "application/pdf", 1),
        ("cccd.jpg", make_jpeg(), "image/jpeg", None),
        ("cccd.jpeg", make_jpeg(), "image/jpeg", None),
        ("cccd.png", make_image(mode="RGBA"), "image/png", None),
        ("den-trang.png", make_image(mode="1"), "image/png", None),
        ("xam.jpg", make_image("JPEG", mode="L"), "image/jpeg", None),
        ("in.jpg", make_image("JPEG", mode="CMYK"), "image/jpeg", None),
        ("anh.webp", make_image("WEBP"), "image/webp", None),
        ("IMG_1.HEIC", _make_heic(), "image/jpeg", None),
        ("quet.tif", make_image("TIFF"), "application/pdf", 1),
        ("don.docx", make_docx(), _WORD, None),
        ("bang.xlsx", make_xlsx(), _EXCEL, None),
    ],
)
def test_a_good_file_is_taken(name: str, data: bytes, media_type: str, pages: int | None) -> None:
    stored = make_stored_file(data, name=name)
    with content.open_content(stored) as file:
        kept = file.read()
    assert (stored.media_type, stored.pages, stored.state) == (media_type, pages, FileState.CLEAN)
    assert (stored.size, stored.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (stored.content_size, stored.content_sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert stored.download_name.lower().endswith((FORMATS[media_type].extension, ".jpeg"))


@pytest.mark.parametrize("data", [make_pdf(), make_jpeg(size=(3000, 2000)), make_image(), make_image("TIFF")])
def test_the_thumbnail_is_a_small_jpeg(data: bytes) -> None:
    stored = make_stored_file(data, name="tep")
    picture = content.thumbnail(stored)
    assert picture is not None
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, max(image.size)) == ("JPEG", 200)
    assert len(picture) < 12_000


def test_an_office_file_has_no_thumbnail() -> None:
    assert content.thumbnail(make_stored_file(make_docx(), name="don.docx")) is None


def test_a_letter_with_a_table_a_link_a_page_number_and_a_drawing_is_taken() -> None:
    extra = {
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": make_xlsx(),
        "word/header1.xml": b"<w:hdr><w:instrText>PAGE</w:instrText><w:instrText>REF DDEMO</w:instrText></w:hdr>",
        "word/_rels/header1.xml.rels": LINK,
        "word/media/image1.svg": b"<svg/>",
        "word/media/image2.png": make_image(),
    }
    assert make_stored_file(make_docx(extra=extra), name="don.docx").state == FileState.CLEAN


def test_the_sender_is_kept(now: datetime) -> None:
    by = Actor(ActorKind.STAFF, "Trần Văn Đức", staff_id=7, unit_id=3)
    stored = receive_file(upload=SimpleUploadedFile("a.pdf", make_pdf()), name="a.pdf", by=by, now=now)
    found = StoredFile.objects.get(pk=stored.pk)
    assert (found.actor, found.received_at, str(found)) == (by, now, "a.pdf")


def test_equal_files_share_their_bytes_and_not_their_rows() -> None:
    first, second = make_stored_file(), make_stored_file(name="ban-sao.pdf")
    assert first.pk != second.pk
    assert first.content_sha256 == second.content_sha256


def test_the_row_belongs_to_the_transaction_of_the_caller() -> None:
    with transaction.atomic():
        make_stored_file()
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()


def test_what_was_received_cannot_be_rewritten() -> None:
    stored = make_stored_file()
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)


def test_the_database_refuses_a_wrong_digest_and_an_unknown_state() -> None:
    stored = make_stored_file()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(state="lost")
    stored.pk = None
    stored.sha256 = "không phải"
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.save(force_insert=True)


def test_our_own_document_is_kept_as_it_is(now: datetime) -> None:
    stored = keep_document(
        data=b"%PDF-1.7 ours", name="phieu/01.pdf", media_type="application/pdf", by=Actor.system(), now=now
    )
    with content.open_content(stored) as file:
        assert file.read() == b"%PDF-1.7 ours"
    assert (stored.name, stored.sha256) == ("01.pdf", stored.content_sha256)


def test_a_discarded_file_has_no_row() -> None:
    stored = make_stored_file()
    assert discard_file(file_id=stored.pk)
    assert not discard_file(file_id=stored.pk)
