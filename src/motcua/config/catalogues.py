"""Catalogues of translations: `python -m motcua.config.catalogues update|check` for script/messages and script/lint.

Vietnamese is the source language, so the Vietnamese texts in Python and in templates are the keys, and
locale/en/LC_MESSAGES/django.po must have an English text for each of them.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[3]
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
OPTIONS = {
    pattern: {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
    for pattern, method in METHODS
    if method == "jinja2"
}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
DATED = (b'"POT-', b'"PO-Rev', b'"Generated', b'"Report')
HEADER = "# English texts of Một Cửa; the Vietnamese source texts are the keys. Written by script/messages."
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def extracted() -> Catalog:
    """Return a catalogue of every text in the source, without translations."""
    found = _empty()
    for name, line, text, comments, context in extract_from_dir(
        ROOT / "src" / "motcua",
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        found.add(text, None, [(f"src/motcua/{name}", line)], auto_comments=comments, context=context)
    return found


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        project="Một Cửa",
        version="",
        charset="utf-8",
        language_team="English",
        last_translator="Một Cửa contributors",
        header_comment=HEADER,
        fuzzy=False,
    )


def read(path: Path = ENGLISH) -> Catalog:
    """Return the stored catalogue, empty when there is none."""
    if not path.exists():
        return _empty()
    with path.open("rb") as text:
        return read_po(text, locale="en")


def updated(stored: Catalog, found: Catalog) -> Catalog:
    """Return `found` with the translations of `stored`; nothing is guessed and what is no longer used is dropped."""
    for message in found:
        known = stored.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string = known.string
    found.header_comment = (
        "# English texts of Một Cửa; the Vietnamese source texts are the keys. Written by script/messages."
    )
    return found


def written(catalogue: Catalog) -> bytes:
    """Return the catalogue as a file without dates and line numbers, so that it changes only when a text does."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, sort_by_file=True, include_lineno=False)
    return b"\n".join(line for line in buffer.getvalue().split(b"\n") if not line.startswith(DATED))


def faults(stored: Catalog, found: Catalog) -> Iterator[str]:
    """Tell what is missing, fuzzy, left over or has other placeholders than its source."""
    for message in found:
        if message.id:
            yield from _faults_of(message, stored.get(message.id, message.context))
    wanted = {(_first(message.id), message.context) for message in found}
    for message in stored:
        if message.id and (_first(message.id), message.context) not in wanted:
            yield f"no longer used: {_first(message.id)!r}"


def _faults_of(message: Message, known: Message | None) -> Iterator[str]:
    source = _first(message.id)
    texts = [] if known is None else [known.string] if isinstance(known.string, str) else list(known.string or ())
    place = message.locations[0][0] if message.locations else "?"
    if known is None or not texts or not all(texts):
        yield f"{place}: no English text for {source!r}"
        return
    if known.fuzzy:
        yield f"{place}: the English text of {source!r} is marked fuzzy"
    for text in texts:
        if _placeholders(text) != _placeholders(source):
            yield f"{place}: other placeholders in the English text of {source!r}"


def _first(identity: str | tuple[str, ...] | list[str]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def main(action: str) -> int:
    """Update the English catalogue or check it; return the exit status."""
    if action == "update":
        catalogue = updated(read(), extracted())
        ENGLISH.parent.mkdir(parents=True, exist_ok=True)
        ENGLISH.write_bytes(written(catalogue))
        missing = sum(1 for message in catalogue if message.id and not message.string)
        print(f"{len(catalogue)} texts, {missing} without English.")  # noqa: T201 - a developer's command
        return 0
    found = list(faults(read(), extracted()))
    print(*found, sep="\n")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
