"""Word and Excel: an archive that is checked part by part and kept as it came, because nothing in it may run."""

import re
import shutil
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
    r"(vbaProject|vbaData|oleObject|activeX|\.(exe|dll|js|vbs|ps1|bat|cmd|scr|hta|lnk|jar)$)", re.IGNORECASE
)
# a template, frame, picture or object fetched from elsewhere; a hyperlink waits for a click and may stay
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*>", re.DOTALL)
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_TEXT_LIMIT = 64 << 20


def clean_office(name: str, source: Path, kept: Path, limits: FileLimits) -> Cleaned:
    """Check every entry of the archive `source` and copy it to `kept`; raise CannotTake."""
    try:
        with zipfile.ZipFile(source) as archive:
            _check_entries(archive, limits)
            media_type = _media_type(archive)
            _check_parts(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
        raise CannotTake("broken_office") from error
    if "." in name and not name.lower().endswith(_EXTENSIONS[media_type]):
        raise CannotTake("mislabelled")
    shutil.copyfile(source, kept)
    return Cleaned(media_type, media_type, None, has_thumbnail=False)


def _check_entries(archive: zipfile.ZipFile, limits: FileLimits) -> None:
    """Ask the directory of the archive, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise CannotTake("unpacks_too_big")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise CannotTake("encrypted_office")
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise CannotTake("broken_office")
    if any(_RUNS.search(name) for name in names):
        raise CannotTake("office_macros")


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


def _check_parts(archive: zipfile.ZipFile, limits: FileLimits) -> None:
    """Unpack everything once, counting: the sizes in the directory may lie, the parts may be damaged."""
    total = 0
    for entry in archive.infolist():
        is_text = entry.filename.endswith((".xml", ".rels", ".vml"))
        text = bytearray()
        for chunk in _chunks(archive, entry):
            total += len(chunk)
            if total > limits.unpacked:
                raise CannotTake("unpacks_too_big")
            if is_text and len(text) < _TEXT_LIMIT:
                text += chunk
        if is_text:
            _check_markup(entry.filename, bytes(text))


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _check_markup(name: str, text: bytes) -> None:
    """No declarations of entities (they can grow without end or fetch files), nothing fetched on opening."""
    plain = text.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise CannotTake("office_external")
    if name.endswith(".rels") and any(_is_fetched(each) for each in _EXTERNAL.findall(plain)):
        raise CannotTake("office_external")


def _is_fetched(relationship: bytes) -> bool:
    return b"External" in relationship and b"/hyperlink" not in relationship
