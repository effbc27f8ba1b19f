"""PDF files that must not be taken."""

import io
import zlib
from collections.abc import Callable
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from motcua.foundation.attachments.limits import MEGABYTE, FileLimits
from tests.factories.attachments import make_archive, make_pdf, saved_pdf
from tests.foundation.attachments.hostile.upload import Upload

_SMALL = FileLimits(unpacked=2 * MEGABYTE)


def _changed(change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        return saved_pdf(pdf)


def _locked(revision: Literal[3, 4, 6]) -> bytes:
    """A PDF with a password, in the encryption of that revision (3 = RC4, 4 = AES-128, 6 = AES-256)."""
    out = io.BytesIO()
    is_old = revision < 4
    encryption = pikepdf.Encryption(owner="chu", user="bimat", R=revision, aes=not is_old, metadata=not is_old)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=encryption)
    return out.getvalue()


def _raw_bomb(layers: int) -> bytes:
    """Written by hand: a library would unpack the layers while saving."""
    data = bytes(30 * MEGABYTE)
    for _layer in range(layers):
        data = zlib.compress(data)
    filters = " ".join(["/FlateDecode"] * layers)
    return _raw(f"<< /Length {len(data)} /Filter [{filters}] >>\nstream\n".encode() + data + b"\nendstream")


def _raw(content: bytes, page: bytes = b"") -> bytes:
    """A PDF of one page whose contents are object 4, with a correct table of objects."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + page + b">>",
        content,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def _huge_picture(pdf: Pdf) -> None:
    picture = pdf.make_stream(b"\x00")
    picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    picture.Width, picture.Height, picture.BitsPerComponent = 60_000, 60_000, 1
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=picture))


def _sign(pdf: Pdf) -> None:
    pdf.Root.SomeSignature = pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 10, 20, 30])))


def _signed_with_script(pdf: Pdf) -> None:
    _sign(pdf)
    pdf.Root.OpenAction = Dictionary(Type=Name.Action, S=Name.JavaScript, JS="app.alert(1)")


def _signed_with_launch(pdf: Pdf) -> None:
    _sign(pdf)
    pdf.pages[0].AA = Dictionary(O=Dictionary(Type=Name.Action, S=Name.Launch, F="cmd.exe"))


def _signed_with_file(pdf: Pdf) -> None:
    _sign(pdf)
    pdf.attachments["a.exe"] = b"MZ"


def _signed_with_form(pdf: Pdf) -> None:
    _sign(pdf)
    pdf.Root.OpenAction = Dictionary(Type=Name.Action, S=Name.SubmitForm, F="http://example.org/")


def _deep(pdf: Pdf) -> None:
    nested = Array([1])
    for _level in range(90):
        nested = Array([nested])
    pdf.Root.Deep = nested


def _without_pages() -> bytes:
    with pikepdf.new() as pdf:
        return saved_pdf(pdf)


PDF_UPLOADS = [
    Upload("cut off in the middle", "a.pdf", lambda: make_pdf(5)[:1200], "broken_pdf"),
    Upload("only a header", "a.pdf", lambda: b"%PDF-1.7\n", "broken_pdf"),
    Upload(
        "noise between header and end", "a.pdf", lambda: b"%PDF-1.7\n" + b"\x81\x00" * 4000 + b"%%EOF", "broken_pdf"
    ),
    Upload("no page", "a.pdf", _without_pages, "broken_pdf"),
    Upload("password, RC4", "a.pdf", lambda: _locked(3), "encrypted_pdf"),
    Upload("password, AES-128", "a.pdf", lambda: _locked(4), "encrypted_pdf"),
    Upload("password, AES-256", "a.pdf", lambda: _locked(6), "encrypted_pdf"),
    Upload("more pages than allowed", "a.pdf", lambda: make_pdf(4), "too_many_pages", FileLimits(pages=3)),
    Upload("content that unpacks to 30 MB", "a.pdf", lambda: _raw_bomb(1), "unpacks_too_big", _SMALL),
    Upload("two layers of packing", "a.pdf", lambda: _raw_bomb(2), "unpacks_too_big", _SMALL),
    Upload("three layers of packing", "a.pdf", lambda: _raw_bomb(3), "unpacks_too_big", _SMALL),
    Upload("a picture of 3,600 megapixels", "a.pdf", lambda: _changed(_huge_picture), "too_many_pixels"),
    Upload("signed, with a script", "a.pdf", lambda: _changed(_signed_with_script), "signed_active_pdf"),
    Upload("arrays inside arrays", "a.pdf", lambda: _changed(_deep), "too_complex"),
    Upload("header after other content", "a.pdf", lambda: b"GIF89a" + bytes(60) + make_pdf(), "polyglot"),
    Upload("an archive at the end", "a.pdf", lambda: make_pdf() + make_archive({"x.class": b"1"}), "polyglot"),
    Upload(
        "an archive at the end, and an end mark in its comment",
        "a.pdf",
        lambda: make_pdf() + make_archive({"x.class": b"1"})[:-2] + b"\x05\x00%%EOF",
        "polyglot",
    ),
    Upload("called a picture", "a.jpg", make_pdf, "mislabelled"),
    Upload("called a program", "giay-to.pdf.exe", make_pdf, "mislabelled"),
    Upload("signed, and starts a program", "a.pdf", lambda: _changed(_signed_with_launch), "signed_active_pdf"),
    Upload("signed, with a file inside", "a.pdf", lambda: _changed(_signed_with_file), "signed_active_pdf"),
    Upload("signed, sends what is typed", "a.pdf", lambda: _changed(_signed_with_form), "signed_active_pdf"),
    Upload("two endings", "giay-to.pdf.scr", make_pdf, "mislabelled"),
    Upload("a web page after the end", "a.html", lambda: make_pdf() + b"<script>alert(1)</script>", "mislabelled"),
]
