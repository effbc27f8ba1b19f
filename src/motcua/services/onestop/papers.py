"""Which papers does a dossier need, and which are there? Pure but for the titles' language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.forms.condition_words import in_words
from motcua.foundation.forms.conditions import holds
from motcua.services.onestop.definition import CopyKind, Paper, ProcedureDocument
from motcua.services.onestop.refusals import DossierRefused, PapersMissing


@dataclass(frozen=True)
class HandedIn:
    """A paper that came in: at the counter (`stored` None) or as a file. `title` is for papers the list has not."""

    key: str = ""
    copy_kind: CopyKind | None = None
    count: int = 1
    stored: StoredFile | None = None
    title: str = ""


def asked_papers(document: ProcedureDocument, answers: Mapping[str, Any]) -> list[Paper]:
    """Return the papers these answers call for, required or not, in the order of the document."""
    return [paper for paper in document.papers if paper.visible_if is None or holds(paper.visible_if, answers)]


def papers_when(document: ProcedureDocument) -> dict[str, str]:
    """Return for each paper that not every dossier needs a sentence that says when, by its key."""
    return {
        paper.key: gettext("Chỉ cần khi %(condition)s.")
        % {"condition": in_words(paper.visible_if, document.form.by_key)}
        for paper in document.papers
        if paper.visible_if is not None
    }


def missing_papers(document: ProcedureDocument, answers: Mapping[str, Any], have: Collection[str]) -> list[Paper]:
    """Return the required papers that are not among the keys `have`."""
    return [paper for paper in asked_papers(document, answers) if paper.required and paper.key not in have]


def check_type(stored: StoredFile, paper: Paper) -> None:
    """Raise DossierRefused unless the paper takes files of this type."""
    if not {stored.received_media_type, stored.media_type} & set(paper.accept):
        raise DossierRefused(
            "wrong_type", _("Giấy tờ này không nhận loại tệp vừa gửi. Hãy gửi tệp PDF hoặc ảnh JPEG, PNG.")
        )


def check_papers(document: ProcedureDocument, answers: Mapping[str, Any], handed_in: Sequence[HandedIn]) -> None:
    """Raise PapersMissing with the titles of required papers that nobody handed in."""
    missing = missing_papers(document, answers, {paper.key for paper in handed_in})
    if missing:
        raise PapersMissing([paper.title.here() for paper in missing])
