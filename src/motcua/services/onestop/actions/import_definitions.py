"""Take procedures from a file as drafts: all of them or none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.actions.start_definition_draft import start_definition_draft
from motcua.services.onestop.designing.exchange import FileFaulty, RowFault, unpacked
from motcua.services.onestop.models import DefinitionDraft
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def import_definitions(*, data: bytes, by: Staff, now: datetime) -> list[DefinitionDraft]:
    """Return the new drafts, one a procedure of the file; publishing them is a step of its own.

    Needs who writes procedures. Raises NotAllowed, and FileFaulty with row, column and reason for every fault: then
    nothing was taken.
    """
    require_designer(by, now)
    documents = unpacked(data)
    drafts: list[DefinitionDraft] = []
    refused: list[RowFault] = []
    for number, document in enumerate(documents, start=1):
        try:
            drafts.append(start_definition_draft(slug=document.slug, document=document.as_json(), by=by, now=now))
        except DossierRefused as refusal:
            refused.append(RowFault(number, "slug", refusal.message))
    if refused:
        raise FileFaulty(refused)
    return drafts
