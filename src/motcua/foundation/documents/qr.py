"""QR codes: as a drawing for pages, a picture for e-mail, and modules for the PDF templates.

Error level M: a code still reads with 15 % of it damaged (ISO/IEC 18004), as folded paper and photocopies need.
The quiet zone is four modules, as the standard asks.
"""

import io
from typing import TypedDict

import segno

QUIET_ZONE = 4


class Modules(TypedDict):
    """A code as bars: `size` modules a side without the quiet zone, `bars` of dark modules as [x, y, width]."""

    size: int
    bars: list[list[int]]


def qr_svg(text: str, *, title: str = "") -> str:
    """Return an `<svg class="qr">` without style attributes; its size comes from the style sheet.

    `title` is read aloud to people who do not see the code.
    """
    out = io.BytesIO()
    _made(text).save(
        out,
        kind="svg",
        border=QUIET_ZONE,
        xmldecl=False,
        svgns=True,
        svgclass="qr",
        lineclass="qr-dark",
        title=title or None,
        omitsize=True,
        light="#fff",
        nl=False,
    )
    return out.getvalue().decode()


def qr_png(text: str, scale: int) -> bytes:
    """Return a black-and-white PNG, `scale` pixels a module."""
    out = io.BytesIO()
    _made(text).save(out, kind="png", border=QUIET_ZONE, scale=scale)
    return out.getvalue()


def matrix(text: str) -> list[list[bool]]:
    """Return the modules row by row, True = dark, without the quiet zone."""
    return [[bool(module) for module in row] for row in _made(text).matrix]


def qr_modules(text: str) -> Modules:
    """Return the code as horizontal bars, which a template draws as one vector shape."""
    rows = matrix(text)
    return {"size": len(rows), "bars": [bar for y, row in enumerate(rows) for bar in _bars(y, row)]}


def _bars(y: int, row: list[bool]) -> list[list[int]]:
    """Return the runs of dark modules of one row as [x, y, width]."""
    bars: list[list[int]] = []
    for x, is_dark in enumerate(row):
        if not is_dark:
            continue
        if bars and bars[-1][0] + bars[-1][2] == x:
            bars[-1][2] += 1
        else:
            bars.append([x, y, 1])
    return bars


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m", boost_error=False)
