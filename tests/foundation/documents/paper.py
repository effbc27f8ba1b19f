"""What paper does to a letter: printing, photocopying, folding, a crooked scan. Deterministic."""

import io
from typing import cast

import pypdfium2
from PIL import Image, ImageChops, ImageFilter


def printed(pdf: bytes, *, dpi: int, page: int = 0) -> Image.Image:
    """A page in grey at `dpi` dots an inch."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return cast("Image.Image", document[page].render(scale=dpi / 72, grayscale=True).to_pil()).convert("L")
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """Everything that can be read and copied from a PDF, on one line, blanks collapsed."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(texts).split())


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return len(document)
    finally:
        document.close()


def photocopied(image: Image.Image, *, threshold: int = 140) -> Image.Image:
    """Black and white only, as an office copier in text mode."""
    return image.point(lambda value: 255 if value > threshold else 0)


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """Out of focus by `radius` pixels."""
    return image.filter(ImageFilter.GaussianBlur(radius))


def crooked(image: Image.Image, degrees: float) -> Image.Image:
    """Laid on the glass at an angle."""
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def grainy(image: Image.Image, strength: int) -> Image.Image:
    """With the grain of cheap paper: a fixed pattern of `strength` grey levels."""
    seed, grain = 12345, bytearray()
    for _dot in range(image.width * image.height):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        grain.append(128 + (seed >> 16) % (2 * strength + 1) - strength)
    return ImageChops.add(image, Image.frombytes("L", image.size, bytes(grain)), offset=-128)
