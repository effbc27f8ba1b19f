"""Files that people send: made here byte by byte, none of them committed."""

import io
import zipfile
from datetime import datetime

import pikepdf
from PIL import Image, ImageDraw

from motcua.foundation.attachments.actions.receive_file import receive_file
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.actor import Actor
from motcua.foundation.worktime.clock import ZONE

_MOMENT = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def make_pdf(pages: int = 1, *, text: str = "To khai") -> bytes:
    """A PDF of A4 pages with a line of text on each."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(595, 842))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(f"BT /F1 20 Tf 80 700 Td ({text} {number + 1}) Tj ET".encode())
        return saved_pdf(pdf)


def saved_pdf(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of an open PDF, the same every time."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def make_image(
    kind: str = "PNG", *, size: tuple[int, int] = (640, 480), mode: str = "RGB", exif: Image.Exif | None = None
) -> bytes:
    """A picture whose left half is red and right half is blue."""
    image = Image.new(mode, size, "red" if mode in {"RGB", "RGBA"} else 0)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill="blue" if mode in {"RGB", "RGBA"} else 1)
    out = io.BytesIO()
    image.save(out, kind, **({"exif": exif} if exif is not None else {}))
    return out.getvalue()


def make_jpeg(*, size: tuple[int, int] = (640, 480), orientation: int = 1) -> bytes:
    """A photograph as a phone writes it, with its place, its maker and which way is up in the EXIF data."""
    exif = Image.Exif()
    exif[0x010F] = "Dien thoai bi mat"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 48.0, 0.0), 3: "E", 4: (106.0, 39.0, 0.0)})
    return make_image("JPEG", size=size, exif=exif)


def make_docx(*, extra: dict[str, bytes] | None = None, main: str = _WORD) -> bytes:
    """A Word file with one paragraph, and the parts of `extra`."""
    return _make_office("word/document.xml", b"<w:document xmlns:w='w'><w:body/></w:document>", main, extra or {})


def make_xlsx(*, extra: dict[str, bytes] | None = None) -> bytes:
    """An Excel file with an empty workbook."""
    return _make_office("xl/workbook.xml", b"<workbook/>", _EXCEL, extra or {})


def _make_office(part: str, content: bytes, main: str, extra: dict[str, bytes]) -> bytes:
    types = f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>'
    relations = (
        f'<Relationships><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="{part}"/></Relationships>'
    )
    return make_archive(
        {"[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode(), part: content, **extra}
    )


def make_archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP archive of `entries`, compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2019, 4, 8, 8, 30, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_stored_file(
    data: bytes | None = None, *, name: str = "to-khai.pdf", by: Actor | None = None, now: datetime = _MOMENT
) -> StoredFile:
    """A file received from a citizen: one page of PDF unless said otherwise."""
    return receive_file(upload=io.BytesIO(data or make_pdf()), name=name, by=by or Actor.citizen(), now=now)
