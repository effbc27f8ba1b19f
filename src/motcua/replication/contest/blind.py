"""What a reader gets instead of the entry: a code, covered texts, files without names."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from datetime import datetime

import pikepdf

from motcua.foundation.attachments.actions.keep_document import keep_document
from motcua.foundation.attachments.content import open_content
from motcua.foundation.attachments.kinds import FORMATS
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff, UnitVersion
from motcua.replication.contest.models import Entry, EntryFile
from motcua.replication.contest.redaction import covered, unit_words

_PDF = "application/pdf"


def give_codes(entries: Iterable[Entry], chance: random.Random) -> None:
    """Give each entry a code in an order that tells nothing ("BD-07")."""
    shuffled = list(entries)
    chance.shuffle(shuffled)
    for number, entry in enumerate(shuffled, start=1):
        entry.blind_code = f"BD-{number:02}"
        entry.save(update_fields=["blind_code"])


def names_of(entry: Entry) -> set[str]:
    """Return every name that would give an entry away: its authors, and its unit by all the names it ever had."""
    units = UnitVersion.objects.filter(unit=entry.unit_id).values_list("name", "short_name", "name_en")
    known = {name for version in units for name in version if name}
    return unit_words(known) | {author.name for author in entry.authors.all()}


def blind_text(text: str, names: Iterable[str]) -> str:
    """Return a text of an entry as readers see it."""
    return covered(text, names)


def copy_file(attached: EntryFile, number: int, *, by: Staff, now: datetime) -> None:
    """Keep a copy of a file for readers: named by the entry's code, without what its metadata say about its maker."""
    with open_content(attached.stored) as content:
        data = content.read()
    media_type = attached.stored.media_type
    if media_type == _PDF:
        data = _without_metadata(data)
    name = f"{attached.entry.blind_code}-{number}{FORMATS[media_type].extension}"
    attached.blind = keep_document(
        data=data, name=name, media_type=media_type, by=by.as_actor(), now=now, pages=attached.stored.pages
    )
    attached.save(update_fields=["blind"])


def blind_files(entry: Entry) -> list[StoredFile]:
    """Return the copies for readers."""
    files = entry.files.filter(blind__isnull=False).select_related("blind")
    return [one.blind for one in files if one.blind is not None]


def _without_metadata(data: bytes) -> bytes:
    """Return a PDF without its information dictionary and XMP packet. Pictures were freed of theirs on receipt."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
