"""Word and Excel: an archive that is checked part by part and kept as it came, because nothing in it may run."""

import html
import io
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from motcua.foundation.attachments.cleaning.outcome import CannotTake, Cleaned
from motcua.foundation.attachments.limits import FileLimits

_PREFIX = "application/vnd.openxmlformats-officedocument."
WORD = f"{_PREFIX}wordprocessingml.document"
EXCEL = f"{_PREFIX}spreadsheetml.sheet"
_MAIN_PARTS = {f"{WORD}.main+xml": WORD, f"{EXCEL}.main+xml": EXCEL}
_EXTENSIONS = {WORD: ".docx", EXCEL: ".xlsx"}
_CONTENT_TYPES = "[Content_Types].xml"
_RUNS = re.compile(
    r"(vbaProject|vbaData|oleObject|activeX|\.(exe|dll|js|vbs|ps1|bat|cmd|scr|hta|lnk|jar|docm|dotm|xlsm|xltm|xlam)$)",
    re.IGNORECASE,
)
# a template, frame, picture or object fetched from elsewhere; a hyperlink waits for a click and may stay
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.DOTALL)
_IS_HYPERLINK = re.compile(r"\bType=([\"'])[^\"']*/relationships/hyperlink\1")
# a field that starts another program to ask it for data; the field before it may run into it
_ASKS_PROGRAMS = re.compile(r"DDE(AUTO)?\b", re.IGNORECASE)
_FIELD = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<|<(?:\w+:)?fldSimple\b[^>]*\binstr=(?:\"([^\"]*)|'([^']*))")
# how programs and compound files (which hold objects and macros) begin, whatever the entry is called
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_ARCHIVE = b"PK\x03\x04"
_DEEPEST = 1  # a table inside a letter is a file of its own; one inside that is not taken
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_TEXT_LIMIT = 64 << 20


def clean_office(name: str, source: Path, kept: Path, limits: FileLimits) -> Cleaned:
    """Check every entry of the archive `source` and copy it to `kept`; raise CannotTake."""
    try:
        with zipfile.ZipFile(source) as archive:
            media_type = _checked(archive, limits, depth=0)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
        raise CannotTake("broken_office") from error
    if "." in name and not name.lower().endswith(_EXTENSIONS[media_type]):
        raise CannotTake("mislabelled")
    shutil.copyfile(source, kept)
    return Cleaned(media_type, media_type, None, has_thumbnail=False)


def _checked(archive: zipfile.ZipFile, limits: FileLimits, *, depth: int) -> str:
    """Return the media type of an archive all of whose entries and parts may be taken."""
    _check_entries(archive, limits)
    media_type = _media_type(archive)
    _check_parts(archive, limits, depth=depth)
    return media_type


def _check_entries(archive: zipfile.ZipFile, limits: FileLimits) -> None:
    """Ask the directory of the archive, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise CannotTake("unpacks_too_big")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise CannotTake("encrypted_office")
    if len(set(names)) < len(names) or any(_leads_astray(entry) for entry in entries):
        raise CannotTake("broken_office")
    if any(_RUNS.search(name) for name in names):
        raise CannotTake("office_macros")


def _leads_astray(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry would land elsewhere than in its folder, or is called otherwise than it seems."""
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or name.startswith("/") or ".." in parts or any(sign in name for sign in "\\:\0")


def _media_type(archive: zipfile.ZipFile) -> str:
    """Return what the archive says it is; any other archive with this signature is not a type we take."""
    if _CONTENT_TYPES not in archive.namelist():
        raise CannotTake("type_not_allowed")
    with archive.open(_CONTENT_TYPES) as part:
        types = part.read(_CHUNK).decode("utf-8", "replace")
    if "macroEnabled" in types or "vbaProject" in types:
        raise CannotTake("office_macros")
    for main, media_type in _MAIN_PARTS.items():
        if f'"{main}"' in types:
            return media_type
    raise CannotTake("type_not_allowed")


def _check_parts(archive: zipfile.ZipFile, limits: FileLimits, *, depth: int) -> None:
    """Unpack everything once, counting: the sizes in the directory may lie, the parts may be damaged."""
    total = 0
    for entry in archive.infolist():
        is_wanted, content = entry.filename.lower().endswith((".xml", ".rels", ".vml")), bytearray()
        for number, chunk in enumerate(_chunks(archive, entry)):
            total += len(chunk)
            if total > limits.unpacked:
                raise CannotTake("unpacks_too_big")
            is_wanted = (number == 0 and _is_looked_into(chunk)) or is_wanted
            if is_wanted:
                content += chunk
            if len(content) > _TEXT_LIMIT:  # nobody writes so much markup, and what is not read may hold anything
                raise CannotTake("unpacks_too_big")
        _check_content(entry.filename, bytes(content), limits, depth=depth)


def _is_looked_into(start: bytes) -> bool:
    """Tell whether a part is read whole whatever it is called: markup, an archive; raise CannotTake for a program."""
    if start.startswith(_PROGRAMS):
        raise CannotTake("office_macros")
    return start.startswith(_ARCHIVE) or _plain(start).lstrip().startswith(b"<")


def _check_content(name: str, content: bytes, limits: FileLimits, *, depth: int) -> None:
    if content.startswith(_ARCHIVE):
        if depth >= _DEEPEST:
            raise CannotTake("polyglot")
        _check_inner(content, limits, depth=depth + 1)
    elif content:
        _check_markup(name, _plain(content))


def _check_inner(content: bytes, limits: FileLimits, *, depth: int) -> None:
    """Look into a file inside the file: another Word or Excel file is checked alike, any other archive is hidden."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _checked(archive, limits, depth=depth)
    except CannotTake as refusal:
        raise CannotTake("polyglot" if refusal.code == "type_not_allowed" else refusal.code) from refusal


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _plain(text: bytes) -> bytes:
    """Return markup as ASCII, which may come as UTF-16."""
    bare = text.replace(b"\0", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        bare = bare.removeprefix(mark)
    return bare


def _check_markup(name: str, plain: bytes) -> None:
    """No declarations of entities (they can grow without end or fetch files), nothing fetched or started on opening."""
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise CannotTake("office_external")
    if name.lower().endswith(".rels") and any(_is_fetched(each) for each in _EXTERNAL.findall(plain)):
        raise CannotTake("office_external")
    # letters may be written as numbers: &#68;DE
    fields = html.unescape(b"".join(part for found in _FIELD.findall(plain) for part in found).decode("latin-1"))
    if _ASKS_PROGRAMS.search(fields) or b"<ddeLink" in plain:
        raise CannotTake("office_macros")


def _is_fetched(relationship: bytes) -> bool:
    text = html.unescape(relationship.decode("latin-1"))
    return "External" in text and not _IS_HYPERLINK.search(text)
