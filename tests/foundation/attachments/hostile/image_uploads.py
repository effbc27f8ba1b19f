"""Pictures that must not be taken, and things that call themselves pictures."""

import io
import struct
import zlib

from PIL import Image

from motcua.foundation.attachments.limits import MEGABYTE, FileLimits
from tests.factories.attachments import make_archive, make_image, make_jpeg, make_pdf
from tests.foundation.attachments.hostile.upload import Upload

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_bomb(side: int, *, data: bytes | None = None) -> bytes:
    """A black-and-white PNG of `side` pixels a side: megabytes of pixels in kilobytes."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((side // 8 + 1) * min(side, 2000))) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_png_chunk(b"IHDR", header), _png_chunk(b"IDAT", pixels), _png_chunk(b"IEND", b""))
    )


def _large_jpeg() -> bytes:
    """The frame header of a small JPEG says 60,000 by 60,000."""
    data = bytearray(make_jpeg())
    at = data.index(b"\xff\xc0") if b"\xff\xc0" in data else data.index(b"\xff\xc2")
    data[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


def _large_webp() -> bytes:
    """The frame header of a small WebP says 16,383 by 16,383, the most it can."""
    data = bytearray(make_image("WEBP"))
    at = data.index(b"\x9d\x01\x2a") + 3
    data[at : at + 4] = struct.pack("<HH", 16_383, 16_383)
    return bytes(data)


def _large_extended_webp() -> bytes:
    """The header of an extended WebP, which may be animated, says 16,384 by 16,384."""
    frame = bytes(4) + (16_383).to_bytes(3, "little") * 2
    body = b"WEBPVP8X" + struct.pack("<I", len(frame)) + frame + make_image("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _large_tiff() -> bytes:
    """The directory of a small TIFF says 100,000 by 100,000."""
    data = bytearray(_tiff(1))
    start = struct.unpack_from("<I", data, 4)[0]
    for number in range(struct.unpack_from("<H", data, start)[0]):
        at = start + 2 + number * 12
        if struct.unpack_from("<H", data, at)[0] in {256, 257}:  # width, height
            data[at + 2 : at + 12] = struct.pack("<HII", 4, 1, 100_000)
    return bytes(data)


def _large_gif() -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + bytes(200)


def _tiff(pages: int, size: tuple[int, int] = (100, 100)) -> bytes:
    out = io.BytesIO()
    made = [Image.new("L", size, 255) for _page in range(pages)]
    made[0].save(out, "TIFF", save_all=True, append_images=made[1:], compression="packbits")
    return out.getvalue()


def _jpeg_with_comment(comment: bytes) -> bytes:
    data = make_jpeg()
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:]


IMAGE_UPLOADS = [
    Upload("SVG", "anh.svg", lambda: SVG, "svg"),
    Upload("SVG called PNG", "anh.png", lambda: SVG, "svg"),
    Upload("SVG after an XML declaration", "anh.jpg", lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n' + SVG, "svg"),
    Upload("SVG in UTF-16", "anh.png", lambda: SVG.decode().encode("utf-16"), "svg"),
    Upload("SVG behind a long comment", "anh.png", lambda: b"<!--" + b"x" * 2000 + b"-->" + SVG, "svg"),
    Upload("HTML called JPEG", "anh.jpg", lambda: HTML, "html"),
    Upload("HTML called PDF", "giay-to.pdf", lambda: HTML, "html"),
    Upload("HTML in capitals after blanks", "anh.png", lambda: b"\n\n  " + HTML.upper(), "html"),
    Upload("HTML fragment", "anh.gif", lambda: b"<img src=x onerror=alert(1)>", "html"),
    Upload("GIF", "anh.gif", lambda: make_image("GIF", mode="L"), "type_not_allowed"),
    Upload("BMP", "anh.bmp", lambda: make_image("BMP"), "type_not_allowed"),
    Upload("JPEG cut off", "anh.jpg", lambda: make_jpeg(size=(1600, 1200))[:4000], "broken_image"),
    Upload("JPEG of three bytes", "anh.jpg", lambda: b"\xff\xd8\xff", "broken_image"),
    Upload("PNG cut off", "anh.png", lambda: make_image()[:900], "broken_image"),
    Upload("PNG with damaged pixels", "anh.png", lambda: _png_bomb(100, data=b"\x78\x9c\xff\xff"), "broken_image"),
    Upload("WebP cut off", "anh.webp", lambda: make_image("WEBP")[:300], "broken_image"),
    Upload("HEIC of nothing", "anh.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(400), "broken_image"),
    Upload("PNG of 900 megapixels", "anh.png", lambda: _png_bomb(30_000), "too_many_pixels"),
    Upload("PNG of 4 billion pixels a side", "anh.png", lambda: _png_bomb(2**31 - 1, data=b"x"), "too_many_pixels"),
    Upload("JPEG of 3,600 megapixels", "anh.jpg", _large_jpeg, "too_many_pixels"),
    Upload("TIFF with more pages than allowed", "a.tif", lambda: _tiff(4), "too_many_pages", FileLimits(pages=3)),
    Upload(
        "TIFF whose pages add up",
        "a.tif",
        lambda: _tiff(6, (1000, 1000)),
        "unpacks_too_big",
        FileLimits(unpacked=10 * MEGABYTE),
    ),
    Upload("PNG called JPEG", "anh.jpg", make_image, "mislabelled"),
    Upload("JPEG called PDF", "giay-to.pdf", make_jpeg, "mislabelled"),
    Upload("JPEG called HTML", "anh.html", make_jpeg, "mislabelled"),
    Upload("JPEG that is a Java archive too", "anh.jpg", lambda: make_jpeg() + make_archive({"A": b"1"}), "polyglot"),
    Upload("PNG that is an archive too", "anh.png", lambda: make_image() + make_archive({"A": b"1"}), "polyglot"),
    Upload("JPEG that is a PDF too", "anh.jpg", lambda: _jpeg_with_comment(make_pdf()[:400]), "polyglot"),
    Upload("WebP of 268 megapixels", "anh.webp", _large_webp, "too_many_pixels"),
    Upload("extended WebP of 268 megapixels", "anh.webp", _large_extended_webp, "too_many_pixels"),
    Upload("TIFF of 10,000 megapixels", "a.tif", _large_tiff, "too_many_pixels"),
    Upload("GIF that unpacks to 4 gigabytes", "anh.gif", _large_gif, "type_not_allowed"),
    Upload("GIF called PNG", "anh.png", lambda: make_image("GIF", mode="L"), "type_not_allowed"),
    Upload("TIFF cut off", "a.tif", lambda: _tiff(1, (800, 800))[:-200], "broken_image"),
    Upload("TIFF without a page", "a.tif", lambda: b"II*\0\x08\0\0\0\0\0\0\0\0\0", "broken_image"),
    Upload("JPEG of noise", "anh.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, "broken_image"),
    Upload("AVIF", "anh.heic", lambda: b"\0\0\0\x1cftypavif" + bytes(500), "type_not_allowed"),
    Upload("JPEG 2000", "anh.jpg", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(500), "type_not_allowed"),
    Upload("picture of two endings", "anh.jpg.exe", make_jpeg, "mislabelled"),
    Upload("picture called a page of a server", "anh.jpg.php", make_jpeg, "mislabelled"),
    Upload("WebP that is an archive too", "a.webp", lambda: make_image("WEBP") + make_archive({"A": b"1"}), "polyglot"),
]
