"""PDF: opened, freed of whatever runs, opens or carries something else, and written again."""

import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from motcua.foundation.attachments.cleaning.image import THUMBNAIL, write_thumbnail
from motcua.foundation.attachments.cleaning.outcome import CannotTake, Cleaned
from motcua.foundation.attachments.limits import FileLimits

_MEDIA_TYPE = "application/pdf"
# actions that stay inside the document or open a web page when someone clicks
_QUIET_ACTIONS = frozenset({"/GoTo", "/URI", "/Named", "/Hide", "/Trans", "/Thread", "/SetOCGState"})
# annotations that carry a file, a film, a sound or a 3-D scene
_CARRIERS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_END_WINDOW = 2048
_CHUNK = 1 << 20


def clean_pdf(source: Path, kept: Path, thumbnail: Path, limits: FileLimits) -> Cleaned:
    """Write `source` to `kept` without active content, and a picture of its first page; raise CannotTake.

    A digitally signed PDF without active content is kept byte for byte, because writing it again would break
    the signature.
    """
    _check_end(source)
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            pages = _checked_pages(pdf, limits)
            _check_streams(pdf, limits)
            removed = _remove_active(pdf)
            if not _is_signed(pdf):
                pdf.save(
                    kept, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=False
                )
            elif removed:
                raise CannotTake("signed_active_pdf")
            else:
                shutil.copyfile(source, kept)
    except pikepdf.PasswordError as error:
        raise CannotTake("encrypted_pdf") from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotTake("broken_pdf") from error
    _draw_first_page(kept, thumbnail)
    return Cleaned(_MEDIA_TYPE, _MEDIA_TYPE, pages, has_thumbnail=True)


def _check_end(source: Path) -> None:
    """A PDF without its end mark lost its tail on the way here, even where readers manage to repair it."""
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - _END_WINDOW))
        if b"%%EOF" not in file.read():
            raise CannotTake("broken_pdf")


def _checked_pages(pdf: Pdf, limits: FileLimits) -> int:
    pages = len(pdf.pages)
    if pages == 0:
        raise CannotTake("broken_pdf")
    if pages > limits.pages:
        raise CannotTake("too_many_pages")
    return pages


def _check_streams(pdf: Pdf, limits: FileLimits) -> None:
    """Count what every stream unpacks to, without keeping it, and the pixels every picture claims."""
    total = 0
    for stream in _streams(pdf):
        if stream.get(Name.Subtype) == Name.Image and _pixels(stream) > limits.pixels:
            raise CannotTake("too_many_pixels")
        for size in _unpacked_sizes(stream, limits.unpacked):
            total += size
            if total > limits.unpacked:
                raise CannotTake("unpacks_too_big")


def _streams(pdf: Pdf) -> Iterator[Stream]:
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            yield thing


def _pixels(image: Stream) -> int:
    return int(image.get(Name.Width, 0)) * int(image.get(Name.Height, 0))


def _unpacked_sizes(stream: Stream, ceiling: int) -> Iterator[int]:
    """Yield the size after each leading deflate filter, up to just above `ceiling`."""
    filters = stream.get(Name.Filter, Array())
    names = [str(filters)] if isinstance(filters, Name) else [str(each) for each in filters]
    data: bytes | bytearray = stream.read_raw_bytes()
    for name in names:
        if name not in {"/FlateDecode", "/Fl"}:
            return
        data = _inflate(bytes(data), ceiling)
        yield len(data)


def _inflate(data: bytes, ceiling: int) -> bytearray:
    """Inflate no further than just above `ceiling`; damaged data end early, as in every reader."""
    out = bytearray()
    inflater = zlib.decompressobj()
    rest = data
    try:
        while rest and not inflater.eof and len(out) <= ceiling:
            out += inflater.decompress(rest, _CHUNK)
            rest = inflater.unconsumed_tail
    except zlib.error:
        return out
    return out


def _remove_active(pdf: Pdf) -> int:
    """Remove scripts, launches, forms of other makers and carried files; return how many were found."""
    removed = _drop(pdf.Root, ("/AA", "/Collection", "/AF"))
    if isinstance(names := pdf.Root.get(Name.Names), Dictionary):
        removed += _drop(names, ("/JavaScript", "/EmbeddedFiles"))
    if isinstance(form := pdf.Root.get(Name.AcroForm), Dictionary):
        removed += _drop(form, ("/XFA",))
    for thing in pdf.objects:
        removed += _clean_object(thing, 0)
    return removed


_DEEPEST = 60


def _clean_object(thing: Object, depth: int) -> int:
    """Clean one object and what lies directly inside it (other indirect objects have their own turn)."""
    if depth > _DEEPEST:
        raise CannotTake("too_complex")
    if isinstance(thing, Array):
        return sum(_clean_object(each, depth + 1) for each in thing if _is_inside(each))
    if not isinstance(thing, (Dictionary, Stream)):
        return 0
    removed = _clean_dictionary(thing)
    for key in list(thing.keys()):
        value = thing.get(key)
        if _is_inside(value):
            removed += _clean_object(value, depth + 1)
    return removed


def _is_inside(value: object) -> TypeGuard[Object]:
    """Is `value` a container written directly where it is, not a reference to an object with its own turn?"""
    return isinstance(value, (Array, Dictionary)) and not value.is_indirect


def _clean_dictionary(thing: Dictionary | Stream) -> int:
    removed = 0
    for key in ("/OpenAction", "/A", "/PA", "/Next"):
        if _is_loud(thing.get(key)):
            removed += _drop(thing, (key,))
    # a font may be called /AA in a table of resources: only a table of actions goes
    if isinstance(table := thing.get("/AA"), Dictionary) and any(_is_action(each) for _key, each in table.items()):
        removed += _drop(thing, ("/AA",))
    if isinstance(notes := thing.get("/Annots"), Array):
        quiet = [note for note in notes if not _is_carrier(note)]
        if len(quiet) < len(notes):
            removed += len(notes) - len(quiet)
            thing[Name.Annots] = Array(quiet)
    if _is_loud(thing):
        thing[Name.S] = Name.Named
        thing[Name.N] = Name.Nothing
        removed += 1 + _drop(thing, ("/JS", "/F", "/Win", "/Mac", "/Unix", "/T", "/R"))
    return removed + (_drop(thing, ("/EF", "/RF")) if thing.get(Name.Type) == Name.Filespec else 0)


def _is_action(value: object) -> bool:
    return isinstance(value, Dictionary) and isinstance(value.get(Name.S), Name)


def _is_loud(value: object) -> bool:
    """Does `value` (an action, or a list of actions) run, send or launch something?"""
    if isinstance(value, Array):
        return any(_is_loud(each) for each in value)
    if not isinstance(value, Dictionary) or not _is_action(value):
        return False
    kind = str(value[Name.S])
    return (
        Name.JS in value
        or kind in _LOUD_ACTIONS
        or (value.get(Name.Type) == Name.Action and kind not in _QUIET_ACTIONS)
    )


_LOUD_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/ResetForm",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
    }
)


def _is_carrier(note: object) -> bool:
    return isinstance(note, Dictionary) and str(note.get(Name.Subtype, "")) in _CARRIERS


def _drop(holder: Object, keys: tuple[str, ...]) -> int:
    """Remove `keys` from `holder`; return how many were there."""
    found = [key for key in keys if key in holder]
    for key in found:
        del holder[key]
    return len(found)


def _is_signed(pdf: Pdf) -> bool:
    """Is there a signature value with the range of bytes it covers?"""
    return any(isinstance(thing, Dictionary) and Name.ByteRange in thing for thing in pdf.objects)


def _draw_first_page(kept: Path, thumbnail: Path) -> None:
    """Draw the first page; a file that qpdf reads and the browsers' own engine does not is no use to an official."""
    try:
        document = pypdfium2.PdfDocument(kept)
        page = document[0]
        longest = max(page.get_size())
        image = page.render(scale=2 * max(THUMBNAIL) / max(longest, 1), may_draw_forms=False).to_pil()
    except pypdfium2.PdfiumError as error:
        raise CannotTake("broken_pdf") from error
    write_thumbnail(image, thumbnail)
