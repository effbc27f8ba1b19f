"""Give a procedure that is being written up; what is published stays as it is."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.designing.drafts import draft_in_hand
from motcua.services.onestop.models import DefinitionDraft


@transaction.atomic
def discard_definition_draft(*, draft_id: int, by: Staff, now: datetime, expected_version: int) -> DefinitionDraft:
    """Return the ended draft; it stays readable in the database.

    Needs who writes procedures. Raises NotAllowed, DefinitionDraft.DoesNotExist, DraftChanged.
    """
    draft = draft_in_hand(draft_id, by=by, now=now, expected_version=expected_version)
    draft.ended_at, draft.outcome = max(now, draft.changed_at), DefinitionDraft.Outcome.DISCARDED
    draft.save(update_fields=["ended_at", "outcome"])
    journal.record(
        actor=by.as_actor(),
        unit_id=None,
        action="onestop.discard_definition_draft",
        target=("definition_draft", str(draft.pk)),
        now=now,
        detail={"slug": draft.slug, "version": draft.version},
    )
    return draft
