"""Word and Excel files that must not be taken, and archives that call themselves so."""

import io
import struct
import zipfile

from motcua.foundation.attachments.limits import MEGABYTE, FileLimits
from tests.factories.attachments import make_archive, make_docx, make_pdf, make_xlsx
from tests.foundation.attachments.hostile.upload import Upload

_SMALL = FileLimits(unpacked=2 * MEGABYTE, entries=50)
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEMPLATE = (
    b'<Relationships><Relationship Id="r1" Target="http://example.org/t.dotm" TargetMode="External" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def _with_flag() -> bytes:
    """An archive whose entries say that they are encrypted."""
    data = bytearray(make_docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def _with_two_of_a_name() -> bytes:
    """Readers disagree on which of two entries of one name they show."""
    first = make_docx(extra={"word/one.xml": b"<a/>", "word/two.xml": b"<b/>"})
    return first.replace(b"word/two.xml", b"word/one.xml")


def _lying() -> bytes:
    """The directory says ten bytes where three megabytes follow."""
    data = bytearray(make_docx(extra={"word/media/big.bin": bytes(3 * MEGABYTE)}))
    size = struct.pack("<I", 3 * MEGABYTE)
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 10)
        at = data.find(size)
    return bytes(data)


def _damaged() -> bytes:
    data = bytearray(make_docx(extra={"word/long.xml": b"<a>" + bytes(range(32, 127)) * 40 + b"</a>"}))
    at = data.index(b"word/long.xml") + 40
    data[at : at + 20] = b"\xff" * 20
    return bytes(data)


def _stored(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


OFFICE_UPLOADS = [
    Upload("macros by content type", "a.docx", lambda: make_docx(main=_MACRO), "office_macros"),
    Upload("macros by name", "a.docm", make_docx, "office_macros"),
    Upload("a macro project", "a.docx", lambda: make_docx(extra={"word/vbaProject.bin": b"1"}), "office_macros"),
    Upload("an OLE object", "a.xlsx", lambda: make_xlsx(extra={"xl/embeddings/oleObject1.bin": b"1"}), "office_macros"),
    Upload("ActiveX", "a.docx", lambda: make_docx(extra={"word/activeX/activeX1.xml": b"<a/>"}), "office_macros"),
    Upload("a program inside", "a.docx", lambda: make_docx(extra={"word/media/a.exe": b"MZ"}), "office_macros"),
    Upload(
        "a template from elsewhere",
        "a.docx",
        lambda: make_docx(extra={"word/_rels/settings.xml.rels": _TEMPLATE}),
        "office_external",
    ),
    Upload("entities", "a.docx", lambda: make_docx(extra={"word/x.xml": _ENTITIES}), "office_external"),
    Upload(
        "entities in UTF-16",
        "a.docx",
        lambda: make_docx(extra={"word/x.xml": _ENTITIES.decode().encode("utf-16")}),
        "office_external",
    ),
    Upload(
        "an entry that unpacks to 30 MB",
        "a.xlsx",
        lambda: make_xlsx(extra={"xl/sheet1.xml": bytes(30 * MEGABYTE)}),
        "unpacks_too_big",
        _SMALL,
    ),
    Upload(
        "too many entries",
        "a.docx",
        lambda: make_docx(extra={f"word/{number}.xml": b"<a/>" for number in range(60)}),
        "unpacks_too_big",
        _SMALL,
    ),
    Upload("a size that lies", "a.docx", _lying, "broken_office", _SMALL),
    Upload("entries that leave the folder", "a.docx", lambda: make_docx(extra={"../../x": b"1"}), "broken_office"),
    Upload("entries from the root", "a.docx", lambda: make_docx(extra={"/etc/passwd": b"1"}), "broken_office"),
    Upload("two entries of one name", "a.docx", _with_two_of_a_name, "broken_office"),
    Upload("encrypted entries", "a.docx", _with_flag, "encrypted_office"),
    Upload("cut off", "a.docx", lambda: make_docx()[:-30], "broken_office"),
    Upload("a damaged part", "a.docx", _damaged, "broken_office"),
    Upload("Word called Excel", "a.xlsx", make_docx, "mislabelled"),
    Upload("Word called PDF", "a.pdf", make_docx, "mislabelled"),
    Upload("slides called Word", "a.docx", lambda: make_docx(main=_SLIDES), "type_not_allowed"),
    Upload("an archive", "a.zip", lambda: make_archive({"a.txt": b"1"}), "mislabelled"),
    Upload("an archive called Word", "a.docx", lambda: _stored({"a.pdf": make_pdf()}), "type_not_allowed"),
    Upload("old Word", "a.doc", lambda: _COMPOUND + bytes(3000), "old_office"),
    Upload(
        "Word with a password",
        "a.docx",
        lambda: _COMPOUND + bytes(90_000) + "EncryptedPackage".encode("utf-16-le") + bytes(90_000),
        "encrypted_office",
    ),
]
