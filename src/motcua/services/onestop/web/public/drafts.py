"""Which drafts does this browser hold? The session keeps their codes; without it the code itself opens a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.definition import Paper, ProcedureDocument
from motcua.services.onestop.models import Draft, DraftPaper, ResultBy
from motcua.services.onestop.papers import asked_papers
from motcua.services.onestop.tokens import grouped

SESSION_KEY = "onestop_drafts"


@dataclass(frozen=True)
class Page:
    """One page of a filing: its key and address."""

    key: str
    href: str


@dataclass(frozen=True)
class DraftShown:
    """A draft as its pages show it."""

    draft: Draft
    document: ProcedureDocument
    unit_name: str
    resume_code: str

    @property
    def title(self) -> str:
        """Return the title of the procedure."""
        return self.document.title.here()

    @property
    def expires_at(self) -> datetime:
        """Return until when the draft is kept."""
        return self.draft.expires_at

    @property
    def helped(self) -> str:
        """Return for whom somebody else fills this in; "" for one's own filing."""
        return ""

    @property
    def by(self) -> Actor:
        """Return who fills it in."""
        return Actor.citizen()

    def address(self, page: str, *more: object) -> str:
        """Return the address of a page of this draft by its name; `more` is what the address goes on with."""
        return reverse(f"onestop:{page}", args=[self.document.slug, self.draft.pk, *more])

    def submit(self, *, result_by: ResultBy, now: datetime) -> None:
        """Send it. Raises what `submit_dossier` does."""
        submit_dossier(draft_id=self.draft.pk, result_by=result_by, by=self.by, now=now)

    @property
    def pages(self) -> list[Page]:
        """Return the pages in their order: sections, papers when these answers call for any, the check."""
        pages = [Page(section.key, self.address("section", section.key)) for section in self.document.form.sections]
        if asked_papers(self.document, self.draft.answers):
            pages.append(Page("papers", self.address("papers")))
        return [*pages, Page("check", self.address("check"))]

    def after(self, key: str) -> str:
        """Return the address of the page after `key`."""
        pages = self.pages
        return pages[min(self.position(key), len(pages) - 1)].href

    def before(self, key: str) -> str:
        """Return the address of the page before `key`; "" for the first."""
        position = self.position(key)
        return self.pages[position - 2].href if position > 1 else ""

    def position(self, key: str) -> int:
        """Return the number of a page, from 1."""
        return [page.key for page in self.pages].index(key) + 1


@dataclass(frozen=True)
class PaperRow:
    """A paper of the procedure with the files attached to it, and what is wrong with the last attempt."""

    paper: Paper
    files: list[DraftPaper]
    error: str = ""


def remember(request: HttpRequest, draft: Draft, code: str) -> None:
    """Let this browser open the draft until its session ends."""
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(draft.pk): code}


def code_of(request: HttpRequest, draft_id: UUID) -> str:
    """Return the code of a draft this browser may open, grouped for reading; "" when it may not."""
    code = request.session.get(SESSION_KEY, {}).get(str(draft_id), "")
    return grouped(code) if code else ""


def paper_rows(shown: DraftShown, *, errors: dict[str, str] | None = None) -> list[PaperRow]:
    """Return the papers these answers call for, each with its files, in one query."""
    files = list(shown.draft.papers.select_related("stored"))
    return [
        PaperRow(paper, [file for file in files if file.paper_key == paper.key], (errors or {}).get(paper.key, ""))
        for paper in asked_papers(shown.document, shown.draft.answers)
    ]
