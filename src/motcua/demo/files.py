"""A picture for a demo paper, a PDF for a demo result: a white sheet with its name, one for each name."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (620, 877)  # A4 at 75 dots an inch


def attached_picture(title: str) -> BytesIO:
    """Return a JPEG that stands for a photographed paper."""
    return BytesIO(_picture(title))


def result_file(title: str) -> BytesIO:
    """Return a PDF of one page that stands for a result."""
    target = BytesIO()
    target.name = "ket-qua.pdf"
    with Image.open(attached_picture(title)) as sheet:
        sheet.save(target, "PDF", resolution=75)
    target.seek(0)
    return target


@lru_cache(maxsize=64)
def _picture(title: str) -> bytes:
    sheet = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((20, 20, SIZE[0] - 20, SIZE[1] - 20), outline="gray")
    draw.text((50, 60), title.encode("ascii", "ignore").decode(), fill="black")
    target = BytesIO()
    sheet.save(target, "JPEG", quality=70)
    return target.getvalue()
