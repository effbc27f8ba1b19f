"""From the bytes of a file to its text: plain text, Word, or a PDF that has text. The first bytes say what it is."""

import io
import zipfile
from collections.abc import Iterator

import docx
import pypdfium2
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from motcua.replication.directives.refusals import LetterRefused

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_PART = "word/document.xml"
_LEAST_LETTERS = 200  # a text shorter than this on all pages together is a stamp on a scan
_PASSWORD = "password"  # noqa: S105 - a word of PDFium's sentence
_SIDE_BY_SIDE = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "Nơi nhận")


def text_of(data: bytes) -> str:
    """Return the text of a letter; raise LetterRefused (empty, scanned, encrypted, broken, not_text)."""
    if not data.strip():
        raise LetterRefused("empty")
    if is_plain_text(data):
        return _of_text(data)
    if data.startswith(_COMPOUND):
        raise LetterRefused("encrypted" if _ENCRYPTED_PACKAGE in data else "not_text")
    return _of_word(data) if data.startswith(b"PK\x03\x04") else _of_pdf(data)


def is_plain_text(data: bytes) -> bool:
    """Tell whether the bytes are neither Word nor PDF nor an office file of old: their text is all there is of them."""
    return not data.lstrip().startswith(b"%PDF-") and not data.startswith((b"PK\x03\x04", _COMPOUND))


def _of_text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise LetterRefused("not_text") from error
    if "\0" in text:
        raise LetterRefused("not_text")
    if not text.strip():
        raise LetterRefused("empty")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def _of_pdf(data: bytes) -> str:
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [_of_page(page) for page in document]
    except pypdfium2.PdfiumError as error:
        raise LetterRefused("encrypted" if _PASSWORD in str(error).lower() else "broken") from error
    text = "\n".join(pages)
    if sum(letter.isalpha() for letter in text) < _LEAST_LETTERS:
        raise LetterRefused("scanned")
    return text


def _of_page(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page, line by line; a hyphen that PDFium marks as soft is none."""
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "")


def _of_word(data: bytes) -> str:
    try:  # what is wrong inside the XML comes as a SyntaxError of lxml
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            is_word = _WORD_PART in package.namelist()
        if not is_word:
            raise LetterRefused("not_text")
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise LetterRefused("broken") from error
    text = "\n".join(_lines_of_word(document))
    if not text.strip():
        raise LetterRefused("empty")
    return text


def _lines_of_word(document: Document) -> Iterator[str]:
    """Yield paragraphs and rows: a table of two columns side by side as its cells, any other with tabs."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _lines_of_paragraph(block)
        else:
            yield from _lines_of_table(block)


def _lines_of_paragraph(paragraph: Paragraph) -> Iterator[str]:
    style = (paragraph.style.name if paragraph.style else "") or ""
    mark = "- " if style.startswith("List Bullet") and paragraph.text.strip() else ""
    yield from f"{mark}{paragraph.text}".split("\n")
    yield ""


def _lines_of_table(table: Table) -> Iterator[str]:
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    if any(words in cell for row in cells for cell in row for words in _SIDE_BY_SIDE):
        for row in cells:
            for cell in row:
                yield from cell.split("\n")
                yield ""
        return
    for row in cells:
        yield "\t".join(" ".join(cell.split()) for cell in row)
    yield ""
