"""What an applicant may see of their own dossier: every paper as it was received, and the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.models import Dossier, DossierPaper, PaperSource, ResultBy, published_document
from motcua.services.onestop.states import FINISHED, State


@dataclass(frozen=True)
class OwnPapers:
    """The papers handed in, oldest first, and the files of the result when they are to be downloaded.

    `document` is what the titles of the papers are kept from.
    """

    document: ProcedureDocument

    handed_in: tuple[DossierPaper, ...]
    results: tuple[DossierPaper, ...]


def own_papers(dossier_id: int) -> OwnPapers:
    """Return the papers of a dossier for its applicant. Two queries, and one for a document that is not in memory."""
    dossier = _dossier(dossier_id)
    papers = list(dossier.papers.select_related("stored"))
    results = [paper for paper in papers if paper.source == PaperSource.RESULT and paper.stored is not None]
    may_download = dossier.result_by == ResultBy.ONLINE and State(dossier.state) in FINISHED
    return OwnPapers(
        document=published_document(dossier.procedure_version.sha256),
        handed_in=tuple(paper for paper in papers if paper.source != PaperSource.RESULT),
        results=tuple(results) if may_download else (),
    )


def supplement_of(dossier_id: int, moment: datetime) -> OwnPapers:
    """Return the papers that were added to a dossier at this moment. As many queries as `own_papers`."""
    dossier = _dossier(dossier_id)
    added = dossier.papers.filter(source=PaperSource.SUPPLEMENT, added_at=moment).select_related("stored")
    return OwnPapers(published_document(dossier.procedure_version.sha256), tuple(added), ())


def _dossier(dossier_id: int) -> Dossier:
    known = Dossier.objects.select_related("procedure_version")
    return known.only("state", "result_by", "procedure_version__sha256").get(pk=dossier_id)


def asks_for_phone(dossier_id: int) -> bool:
    """Tell whether the applicant named no identity paper, so that the telephone number stands for it."""
    return not Dossier.objects.filter(pk=dossier_id).exclude(applicant__identity_kind="").exists()
