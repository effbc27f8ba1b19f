"""Word and Excel files that must not be taken, and archives that call themselves so."""

import io
import stat
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
_FETCHING = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
_DDE = 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"'
_DDE_LINK = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
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


def _with_link() -> bytes:
    """An entry that is a symbolic link to a file of the server."""
    out = io.BytesIO(make_docx())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/media/image1.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _renamed(name: bytes) -> bytes:
    """An entry whose name a library would not write so."""
    return make_docx(extra={"w" * len(name): b"1"}).replace(b"w" * len(name), name)


def _inside(content: bytes, name: str = "word/embeddings/Microsoft_Excel_Sheet.xlsx") -> bytes:
    return make_docx(extra={name: content})


def _field(words: str) -> dict[str, bytes]:
    """A field whose instruction is cut into pieces, as Word does and whoever hides something."""
    parts = ("PAGE", words[:2], words[2:])
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in parts)
    return {"word/header1.xml": f"<w:hdr>{runs}</w:hdr>".encode()}


def _related(kind: str, target: str) -> bytes:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return make_docx(
        extra={
            "word/_rels/document.xml.rels": (
                f'<Relationships><Relationship Id="r1" Type="{kinds}/{kind}" Target="{target}" TargetMode="External"/>'
                "</Relationships>"
            ).encode()
        }
    )


def _matryoshka() -> bytes:
    """Forty-two kilobytes that would unpack to gigabytes: archives of archives."""
    inner = make_archive({"0": bytes(MEGABYTE)})
    for _level in range(4):
        inner = make_archive({str(number): inner for number in range(16)})
    return inner


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
    Upload("a symbolic link", "a.docx", _with_link, "broken_office"),
    Upload("entries that leave a folder of Windows", "a.docx", lambda: _renamed(b"..\\..\\x.xml"), "broken_office"),
    Upload("an entry on a drive", "a.docx", lambda: _renamed(b"C:\\x.xml"), "broken_office"),
    Upload("an entry cut off by NUL", "a.docx", lambda: _renamed(b"word/a.exe\0.xml"), "broken_office"),
    Upload(
        "a program called a picture", "a.docx", lambda: _inside(b"MZ\x90", "word/media/image1.png"), "office_macros"
    ),
    Upload("a program called markup", "a.docx", lambda: _inside(b"\x7fELF", "word/x.xml"), "office_macros"),
    Upload("an object called a picture", "a.docx", lambda: _inside(_COMPOUND, "word/media/a.emf"), "office_macros"),
    Upload(
        "macros in a sheet inside",
        "a.docx",
        lambda: _inside(make_xlsx(extra={"xl/vbaProject.bin": b"1"})),
        "office_macros",
    ),
    Upload(
        "a macro sheet inside by name",
        "a.docx",
        lambda: _inside(make_xlsx(), "word/embeddings/a.xlsm"),
        "office_macros",
    ),
    Upload(
        "entities in a sheet inside",
        "a.docx",
        lambda: _inside(make_xlsx(extra={"xl/x.xml": _ENTITIES})),
        "office_external",
    ),
    Upload(
        "a sheet in a sheet in a letter",
        "a.docx",
        lambda: _inside(make_xlsx(extra={"xl/a.xlsx": make_xlsx()})),
        "polyglot",
    ),
    Upload(
        "an archive inside", "a.docx", lambda: _inside(make_archive({"a.exe": b"MZ"}), "word/a.dat"), "office_macros"
    ),
    Upload(
        "archives of archives inside", "a.docx", lambda: _inside(_matryoshka(), "word/media/image1.png"), "polyglot"
    ),
    Upload(
        "a file fetched by an entity",
        "a.xlsx",
        lambda: make_xlsx(extra={"xl/sharedStrings.xml": _FETCHING}),
        "office_external",
    ),
    Upload(
        "entities in a part called otherwise",
        "a.docx",
        lambda: _inside(_FETCHING, "word/document.bin"),
        "office_external",
    ),
    Upload(
        "a picture from elsewhere", "a.docx", lambda: _related("image", "http://example.org/a.png"), "office_external"
    ),
    Upload("a frame from a share", "a.docx", lambda: _related("frame", "file://10.0.0.1/share/a"), "office_external"),
    Upload(
        "an object from elsewhere",
        "a.docx",
        lambda: _related("oleObject", "mhtml:http://example.org/a"),
        "office_external",
    ),
    Upload("a field that starts a program", "a.docx", lambda: make_docx(extra=_field(_DDE)), "office_macros"),
    Upload(
        "such a field in numbers for letters",
        "a.docx",
        lambda: make_docx(extra={"word/x.xml": b"<w:instrText>&#68;&#x44;EAUTO cmd</w:instrText>"}),
        "office_macros",
    ),
    Upload(
        "such a field in single quotes",
        "a.docx",
        lambda: make_docx(extra={"word/x.xml": b"<w:fldSimple w:instr='DDE cmd'/>"}),
        "office_macros",
    ),
    Upload(
        "a template whose address looks like a link",
        "a.docx",
        lambda: _related("attachedTemplate", "http://example.org/relationships/hyperlink"),
        "office_external",
    ),
    Upload(
        "a template said to be external in numbers",
        "a.docx",
        lambda: make_docx(extra={"word/_rels/settings.xml.RELS": _TEMPLATE.replace(b'"External"', b'"&#69;xternal"')}),
        "office_external",
    ),
    Upload(
        "a template behind a prefix",
        "a.docx",
        lambda: make_docx(extra={"word/_rels/x.xml.rels": _TEMPLATE.replace(b"<Relationship ", b"<r:Relationship ")}),
        "office_external",
    ),
    Upload(
        "markup too long to be read",
        "a.docx",
        lambda: make_docx(
            extra={"word/x.xml": b"<a>" + b" " * (65 * MEGABYTE) + b"<w:instrText>DDE cmd</w:instrText>"}
        ),
        "unpacks_too_big",
    ),
    Upload(
        "a table that starts a program",
        "a.xlsx",
        lambda: make_xlsx(extra={"xl/externalLinks/1.xml": _DDE_LINK}),
        "office_macros",
    ),
    Upload("an add-in", "a.xlam", make_xlsx, "office_macros"),
    Upload(
        "OpenDocument called Word",
        "a.docx",
        lambda: _stored({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "type_not_allowed",
    ),
    Upload("an app called Excel", "a.xlsx", lambda: make_archive({"AndroidManifest.xml": b"\x03"}), "type_not_allowed"),
]
