"""Keep the answers of one section of a draft."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.forms.answers import read_fields
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.drafts import open_draft
from motcua.services.onestop.models import Draft


@transaction.atomic
def save_section(
    *,
    draft_id: UUID,
    section: str,
    answers: Mapping[str, object],
    by: Actor,  # noqa: ARG001 - who saves is whoever holds the draft
    now: datetime,
) -> Draft:
    """Return the draft with the answers of `section` replaced by `answers` (typed text or clean answers).

    Raises Draft.DoesNotExist, DraftExpired, DossierRefused when it was submitted, KeyError for an unknown section,
    FormRefused with every fault; then nothing is changed.
    """
    draft = open_draft(draft_id, now=now)
    form = draft.procedure_version.content.form
    asked = form.section(section)
    outcome = read_fields(form, asked.fields, answers, known=draft.answers, today=day_of(now))
    if outcome.faults:
        raise FormRefused(outcome.faults)
    keys = {field.key for field in asked.fields}
    kept = {key: answer for key, answer in draft.answers.items() if key not in keys}
    draft.answers = {**kept, **outcome.answers}
    draft.progress = [*(key for key in draft.progress if key != section), section]
    draft.saved_at = max(now, draft.saved_at)
    draft.save(update_fields=["answers", "progress", "saved_at"])
    return draft
