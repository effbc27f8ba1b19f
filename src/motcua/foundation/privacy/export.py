"""The export of a person: a ZIP archive with everything that rooms hold, for programs (JSON) and for people (HTML)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.template.loader import render_to_string
from django.utils.translation import override

from motcua.foundation.attachments.content import open_content
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.holdings import Held, all_holdings
from motcua.foundation.privacy.queries import moment

NAME = "du-lieu-ca-nhan"


@dataclass(frozen=True)
class Export:
    """The archive, open at its beginning, and how many files are in it."""

    archive: IO[bytes]
    files: int


@dataclass(frozen=True)
class Chapter:
    """One kind of record in the export."""

    code: str
    title: str
    held: Held


def export_of(person: Person, *, now: datetime) -> Export:
    """Return the archive: `du-lieu.json`, `du-lieu.html`, and every file that may be read, in Vietnamese.

    The archive lies in a temporary file without a name and is gone when it is closed: nothing is kept of it.
    """
    target = TemporaryFile("w+b")  # noqa: SIM115 - whoever sends it closes it
    with override("vi"), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        chapters = [Chapter(each.code, str(each.label), each.read(person, now)) for each in all_holdings()]
        files = _add_files(archive, {stored.pk: stored for each in chapters for stored in each.held.files}.values())
        told = {
            "taken_at": now.isoformat(),
            "records": {chapter.code: {"title": chapter.title, "rows": chapter.held.rows} for chapter in chapters},
        }
        page = {"chapters": chapters, "taken_at": moment(now), "files": files}
        archive.writestr(f"{NAME}/du-lieu.json", json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr(f"{NAME}/du-lieu.html", render_to_string("privacy/export.html", page, using="jinja2"))
    target.seek(0)
    return Export(target, len(files))


def _add_files(archive: zipfile.ZipFile, files: Iterable[StoredFile]) -> list[tuple[str, str]]:
    """Add every file that may be read; return where each lies beside the page, and what it is called."""
    added = []
    for stored in files:
        try:
            content = open_content(stored)
        except (Refused, OSError):
            continue  # in quarantine, infected or lost: the list of files in the record still names it
        with content:
            path = f"tep/{stored.pk}-{stored.download_name}"
            archive.writestr(f"{NAME}/{path}", content.read())
        added.append((path, stored.download_name))
    return added
