"""Pictures: read once, turned upright, written again as pixels only, so that nothing else travels with them."""

import io
import warnings
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps, ImageSequence

from motcua.foundation.attachments.cleaning.outcome import CannotTake, Cleaned
from motcua.foundation.attachments.kinds import Kind
from motcua.foundation.attachments.limits import FileLimits

THUMBNAIL = (200, 200)
# a photograph above this is decoded at half size: still twice what a 300 dpi scan of A4 holds
_LARGE_PHOTOGRAPH = 30_000_000
_QUALITY = 88
_READERS = {
    Kind.JPEG: ("JPEG", "MPO"),
    Kind.PNG: ("PNG",),
    Kind.WEBP: ("WEBP",),
    Kind.HEIC: ("HEIF",),
    Kind.TIFF: ("TIFF",),
}
_MEDIA_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.TIFF: "image/tiff",
}
# what Pillow's readers raise on bad content
_BAD_CONTENT = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    Image.DecompressionBombError,
)


def clean_image(kind: Kind, source: Path, kept: Path, thumbnail: Path, limits: FileLimits) -> Cleaned:
    """Write the pixels of `source` to `kept` without metadata, and a thumbnail; raise CannotTake.

    JPEG, PNG and WebP stay what they are, HEIC becomes JPEG, TIFF becomes PDF (a page each).
    """
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before anything is decoded
    warnings.simplefilter("ignore")
    if kind is Kind.WEBP and _webp_pixels(source) > limits.pixels:
        raise CannotTake("too_many_pixels")
    try:
        with Image.open(source, formats=_READERS[kind]) as image:
            if kind is Kind.TIFF:
                return _clean_tiff(image, kept, thumbnail, limits)
            upright = _upright(image, limits)
    except _BAD_CONTENT as error:
        raise CannotTake("broken_image") from error
    media_type = _write(kind, upright, kept)
    write_thumbnail(upright, thumbnail)
    return Cleaned(_MEDIA_TYPES[kind], media_type, None, has_thumbnail=True)


def write_thumbnail(image: Image.Image, path: Path) -> None:
    """Write `image` no larger than 200 by 200 as JPEG, transparent parts on white."""
    small = image.copy() if image.width * image.height < _LARGE_PHOTOGRAPH else image.reduce(4)
    small.thumbnail(THUMBNAIL)
    _on_white(small).save(path, "JPEG", quality=75, optimize=True)


def _upright(image: Image.Image, limits: FileLimits) -> Image.Image:
    """Return the decoded first picture, turned as its camera says, in sRGB."""
    _check_pixels(image, limits)
    if image.format == "JPEG" and image.width * image.height > _LARGE_PHOTOGRAPH:
        image.draft(image.mode, (image.width // 2, image.height // 2))
    image.load()
    turned = ImageOps.exif_transpose(image)
    return _in_srgb(turned)


def _check_pixels(image: Image.Image, limits: FileLimits) -> None:
    if image.width * image.height > limits.pixels:
        raise CannotTake("too_many_pixels")


def _webp_pixels(source: Path) -> int:
    """Return how many pixels a WebP says it has, 0 when it does not say: its reader makes room for all on opening."""
    with source.open("rb") as file:
        head = file.read(30)
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return width * height


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return 8-bit grey, RGB or RGBA pixels; a colour profile is applied, then dropped."""
    profile = image.info.get("icc_profile")
    if image.mode in {"1", "L", "I;16", "I", "F"}:
        return image.convert("L")
    if image.mode in {"P", "PA", "LA", "La", "RGBa", "RGBA"}:
        return image.convert("RGBA")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")
        return converted if converted is not None else image.convert("RGB")
    return image.convert("RGB")


def _write(kind: Kind, image: Image.Image, kept: Path) -> str:
    """Write the pixels and nothing else; return the media type written."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes()) if image.info else image
    if kind is Kind.PNG:
        bare.save(kept, "PNG")
    elif kind is Kind.WEBP:
        bare.save(kept, "WEBP", quality=_QUALITY)
    else:
        _on_white(bare).save(kept, "JPEG", quality=_QUALITY)
        return "image/jpeg"
    return _MEDIA_TYPES[kind]


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _clean_tiff(image: Image.Image, kept: Path, thumbnail: Path, limits: FileLimits) -> Cleaned:
    """Scanners write many pages into one TIFF, and no browser shows it: keep a PDF."""
    pages: list[Image.Image] = []
    pixels = 0
    for page in ImageSequence.Iterator(image):
        _check_pixels(page, limits)
        pixels += page.width * page.height
        if len(pages) >= limits.pages:
            raise CannotTake("too_many_pages")
        if pixels * 3 > limits.unpacked:
            raise CannotTake("unpacks_too_big")
        resolution = page.info.get("dpi", (200, 200))[0] or 200
        upright = _on_white(_in_srgb(ImageOps.exif_transpose(page)))
        upright.info = {"resolution": float(resolution)}
        pages.append(upright)
    pages[0].save(
        kept,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=pages[0].info["resolution"],
        producer="",
        creationDate=None,
        modDate=None,
    )
    write_thumbnail(pages[0], thumbnail)
    return Cleaned("image/tiff", "application/pdf", len(pages), has_thumbnail=True)
