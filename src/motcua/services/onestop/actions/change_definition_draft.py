"""Change some parts of a procedure that is being written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.drafts import draft_in_hand
from motcua.services.onestop.models import DefinitionDraft
from motcua.services.onestop.refusals import DossierRefused

PARTS = frozenset(field.alias or name for name, field in ProcedureDocument.model_fields.items()) - {"schema", "slug"}


@transaction.atomic
def change_definition_draft(
    *, draft_id: int, changes: Mapping[str, JsonValue], by: Staff, now: datetime, expected_version: int
) -> DefinitionDraft:
    """Return the draft with each part of `changes` replaced; None takes a part out. Nothing new changes nothing.

    The address of a procedure never changes. Needs who writes procedures. Raises NotAllowed,
    DefinitionDraft.DoesNotExist, DraftChanged, DossierRefused for a part that a procedure does not have.
    """
    draft = draft_in_hand(draft_id, by=by, now=now, expected_version=expected_version)
    if set(changes) - PARTS:
        raise DossierRefused("unknown_part", _("Phần này không sửa được ở đây. Hãy chọn một phần trong danh sách."))
    document = {name: value for name, value in (draft.document | dict(changes)).items() if value is not None}
    if document == draft.document:
        return draft
    changed = sorted(name for name in changes if document.get(name) != draft.document.get(name))
    draft.document, draft.version = document, draft.version + 1
    draft.changed_at, draft.changed_by = max(now, draft.changed_at), by
    draft.save(update_fields=["document", "version", "changed_at", "changed_by"])
    journal.record(
        actor=by.as_actor(),
        unit_id=None,
        action="onestop.change_definition_draft",
        target=("definition_draft", str(draft.pk)),
        now=now,
        detail={"slug": draft.slug, "parts": changed, "version": draft.version},
    )
    return draft
