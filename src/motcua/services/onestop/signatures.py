"""The drawn signature of whoever takes a result: received like any file, refused when nothing is drawn."""

import io
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from PIL import Image

from motcua.foundation.attachments.actions.receive_file import receive_file
from motcua.foundation.attachments.content import open_content, path_of
from motcua.foundation.attachments.limits import MEGABYTE, FileLimits
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.refusals import NeedMissing

NAME = "chu-ky.png"
LIMITS = FileLimits(size=MEGABYTE, pixels=2_000_000)
# the shorter way across a signature, in dots of the drawing (800 by 300): a slip of the finger is smaller
_SMALLEST = 24
_INK = 128  # darker than this is ink, of 255


def receive_signature(*, drawing: bytes, by: Actor, now: datetime) -> StoredFile:
    """Keep a drawing (PNG) as a cleaned picture; raise FileRefused for what is none, NeedMissing for an empty one.

    Cleaning takes a moment: call it before you lock anything, inside the transaction that must undo it.
    """
    stored = receive_file(upload=io.BytesIO(drawing), name=NAME, by=by, now=now, limits=LIMITS)
    box = _ink_box(_grey(path_of(stored.content_sha256)))
    if box is None or max(box[2] - box[0], box[3] - box[1]) < _SMALLEST:
        raise NeedMissing("signature", _("Chưa có nét ký nào. Chưa thay đổi gì: mời người nhận ký rồi gửi lại."))
    return stored


def signature_picture(stored: StoredFile) -> bytes:
    """Return the strokes alone on white (PNG) for a printed sheet; raise FileNotReadable while it is not clean."""
    with open_content(stored):
        grey = _grey(path_of(stored.content_sha256))
    cut = io.BytesIO()
    grey.crop(_ink_box(grey)).save(cut, "PNG", optimize=True)
    return cut.getvalue()


def _grey(path: Path) -> Image.Image:
    """Return our own cleaned PNG in grey, transparent parts white."""
    with Image.open(path, formats=["PNG"]) as picture:
        drawn = picture.convert("RGBA")
    ground = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(ground, drawn).convert("L")


def _ink_box(grey: Image.Image) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what is dark, None when nothing is."""
    return grey.point([255 if level < _INK else 0 for level in range(256)]).getbbox()
