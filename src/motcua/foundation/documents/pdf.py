"""Official PDFs: a typst template of a room, filled with data, the same bytes for the same data and moment."""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.apps import apps

import motcua
from motcua.foundation.documents import glyphs

PACKAGE = Path(motcua.__file__).parent
FONT = "Tinos"
_FONTS = PACKAGE / "foundation" / "ui" / "static" / "vendor" / "fonts"
FONT_FILE = _FONTS / "Tinos_400Regular.ttf"
# PDF/A-2a: archivable, with text that is found, copied and read aloud
_STANDARD: Literal["a-2a"] = "a-2a"
_compilers = threading.local()


class TemplateMissing(Exception):
    """No installed room has a template of this name."""


class FontsMissing(Exception):
    """The fonts are not where `script/server` and the wheel put them."""


def render_pdf(template: str, data: Mapping[str, object], *, now: datetime) -> bytes:
    """Return the PDF/A of `template` ("onestop/receipt") filled with `data` (JSON-able).

    `now` is written into the file as its date, which PDF/A asks for. Data reach the template as JSON and are never
    read as markup; letters that the font has not become "□". Raises TemplateMissing, FontsMissing.
    """
    if not FONT_FILE.is_file():
        raise FontsMissing(f"{FONT} is not in {_FONTS}")
    filled = glyphs.drawable_data(dict(data), glyphs.covered_by(FONT_FILE))
    made = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": json.dumps(filled, ensure_ascii=False)},
        pdf_standards=[_STANDARD],
        timestamp=int(now.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"typst returned {type(made).__name__} for {template}")
    return made


def template_path(name: str) -> Path:
    """Return the file of "room/name", looked for in the `typst/` folder of the installed room of that name."""
    room, _slash, stem = name.partition("/")
    for config in apps.get_app_configs():
        path = Path(config.path) / "typst" / f"{stem}.typ"
        if config.label == room and stem.isidentifier() and path.is_file():
            return path
    raise TemplateMissing(name)


def _compiler(template: str) -> typst.Compiler:
    """Return this thread's compiler of a template: fonts are read once, templates parsed once."""
    mine: dict[str, typst.Compiler] = _compilers.__dict__.setdefault("mine", {})
    if template not in mine:
        mine[template] = typst.Compiler(
            template_path(template), root=PACKAGE, font_paths=_fonts(), ignore_system_fonts=True
        )
    return mine[template]


@cache
def _fonts() -> typst.Fonts:
    """Return our own fonts and no other, so that a page looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
