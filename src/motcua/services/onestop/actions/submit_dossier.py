"""Submit a draft."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.forms.answers import clean_answers
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.drafts import locked_draft
from motcua.services.onestop.filing import Filing, file_dossier
from motcua.services.onestop.models import Channel, Dossier, Draft, ResultBy
from motcua.services.onestop.offers import still_open
from motcua.services.onestop.papers import HandedIn, asked_papers


@transaction.atomic
def submit_dossier(
    *,
    draft_id: UUID,
    by: Actor,
    now: datetime,
    result_by: ResultBy = ResultBy.COUNTER,
    helper: Mapping[str, str] | None = None,
) -> Dossier:
    """Return the dossier made of the draft: one, however often and however fast it is submitted.

    Raises Draft.DoesNotExist, DraftExpired, ProcedureClosed, ServiceNotLive, FormRefused, PapersMissing.
    """
    # the lock on the draft lets the second of two presses wait for the first and find its dossier
    draft = locked_draft(draft_id, now=now)
    if draft.submitted is not None:
        return draft.submitted
    version = draft.procedure_version
    document = version.content
    answers = clean_answers(document.form, draft.answers, today=day_of(now))
    filing = Filing(
        version=version,
        offer=still_open(version, unit_id=draft.unit_id, now=now),
        answers=answers,
        papers=_papers(draft, {paper.key for paper in asked_papers(document, answers)}),
        channel=Channel.ONLINE,
        language=draft.language,
        result_by=result_by,
        helper=helper or {},
        contact_email=draft.contact_email,
        contact_phone=draft.contact_phone,
    )
    dossier = file_dossier(filing, by=by, now=now)
    draft.submitted = dossier
    draft.save(update_fields=["submitted"])
    return dossier


def _papers(draft: Draft, asked: set[str]) -> list[HandedIn]:
    """Return the files of the papers that the final answers call for."""
    attached = draft.papers.select_related("stored")
    return [HandedIn(paper.paper_key, stored=paper.stored) for paper in attached if paper.paper_key in asked]
