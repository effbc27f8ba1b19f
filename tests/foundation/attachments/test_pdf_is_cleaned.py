"""Whatever runs, opens or carries something else leaves a PDF; what people read stays."""

import hashlib
import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from motcua.foundation.attachments import content
from tests.factories.attachments import make_pdf, make_stored_file, saved_pdf

pytestmark = pytest.mark.django_db

FORBIDDEN = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/XFA", "/SubmitForm", "/GoToR", "/RichMedia", "/AA")


def _script() -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS="app.alert('x')")


def _note(pdf: Pdf, **keys: Object | Name | Dictionary) -> None:
    rectangle = Array([0, 0, 100, 100])
    note = Dictionary(Type=Name.Annot, Rect=rectangle, Subtype=Name.Link)
    for key, value in keys.items():
        note[f"/{key}"] = value
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _open_action(pdf: Pdf) -> None:
    pdf.Root.OpenAction = _script()


def _chained_action(pdf: Pdf) -> None:
    go = Dictionary(Type=Name.Action, S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([_script()]))
    pdf.Root.OpenAction = pdf.make_indirect(go)


def _named_script(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", pdf.make_indirect(_script())])))


def _page_actions(pdf: Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=_script())


def _document_actions(pdf: Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=_script())


def _launching_link(pdf: Pdf) -> None:
    _note(pdf, A=Dictionary(Type=Name.Action, S=Name.Launch, F="cmd.exe"))


def _launching_link_without_type(pdf: Pdf) -> None:
    _note(pdf, A=pdf.make_indirect(Dictionary(S=Name.Launch, F="cmd.exe")))


def _remote_link(pdf: Pdf) -> None:
    _note(pdf, A=Dictionary(S=Name.GoToR, F="\\\\may-la\\chia-se"))


def _sending_button(pdf: Pdf) -> None:
    field = Dictionary(FT=Name.Btn, T="gui", A=Dictionary(S=Name.SubmitForm, F="http://example.org"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def _foreign_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["a.exe"] = b"MZ"


def _attachment_on_page(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"MZ", Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=stream))
    _note(pdf, Subtype=Name.FileAttachment, FS=pdf.make_indirect(file))


def _film(pdf: Pdf) -> None:
    _note(pdf, Subtype=Name.RichMedia)


def _outline(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title="x", A=_script()))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))


CHANGES: list[Callable[[Pdf], None]] = [
    _open_action,
    _chained_action,
    _named_script,
    _page_actions,
    _document_actions,
    _launching_link,
    _launching_link_without_type,
    _remote_link,
    _sending_button,
    _foreign_form,
    _attachment,
    _attachment_on_page,
    _film,
    _outline,
]


def _changed(change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        change(pdf)
        return saved_pdf(pdf)


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__.strip("_") for change in CHANGES])
def test_active_content_is_gone_and_the_page_stays(change: Callable[[Pdf], None]) -> None:
    stored = make_stored_file(_changed(change))
    with content.open_content(stored) as file, pikepdf.open(file) as pdf:
        everything = " ".join(repr(thing) for thing in pdf.objects)
        assert [word for word in FORBIDDEN if f'"{word}"' in everything] == []
        assert b"To khai 1" in pdf.pages[0].Contents.read_bytes()


def test_a_font_called_aa_and_a_link_to_the_web_stay() -> None:
    def harmless(pdf: Pdf) -> None:
        pdf.pages[0].Resources.Font[Name.AA] = pdf.pages[0].Resources.Font[Name.F1]
        _note(pdf, A=Dictionary(Type=Name.Action, S=Name.URI, URI="https://dichvucong.gov.vn"))

    stored = make_stored_file(_changed(harmless))
    with content.open_content(stored) as file, pikepdf.open(file) as pdf:
        page = pdf.pages[0]
        assert set(page.Resources.Font.keys()) == {"/AA", "/F1"}
        assert str(page.Annots[0].A.URI) == "https://dichvucong.gov.vn"


def test_a_signed_pdf_without_active_content_is_kept_byte_for_byte() -> None:
    def sign(pdf: Pdf) -> None:
        pdf.Root.SomeSignature = pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 10, 20, 30])))
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])

    data = _changed(sign)
    stored = make_stored_file(data)
    assert stored.content_sha256 == hashlib.sha256(data).hexdigest() == stored.sha256


def test_a_pdf_that_only_forbids_printing_is_taken_without_the_ban() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="chu", user=""))
    stored = make_stored_file(out.getvalue())
    with content.open_content(stored) as file, pikepdf.open(file) as pdf:
        assert not pdf.is_encrypted
