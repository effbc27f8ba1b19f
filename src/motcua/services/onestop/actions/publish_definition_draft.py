"""Publish a procedure that was being written, and keep which dossiers are agreed to go on under the new version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.agreeing import agreed_rows, keep_agreement
from motcua.services.onestop.designing.check_people import people_faults
from motcua.services.onestop.designing.checker import faults
from motcua.services.onestop.designing.drafts import draft_in_hand, published_before
from motcua.services.onestop.designing.faults import DefinitionFaulty
from motcua.services.onestop.models import DefinitionDraft, ProcedureVersion
from motcua.services.onestop.queries.dry_run import under_way
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def publish_definition_draft(
    *,
    draft_id: int,
    agreed: Collection[int],
    by: Staff,
    now: datetime,
    expected_version: int,
    looked_at: Collection[int] = (),
) -> ProcedureVersion:
    """Return the new version. The dossiers in `agreed` and `looked_at` (ids) go on under it, every other one stays.

    `looked_at` are those for which a person was needed and has agreed; whatever needs one must be among them. What was
    agreed is kept: a job moves them, at once or on the day the version begins.
    Needs who writes procedures. Raises NotAllowed, DefinitionDraft.DoesNotExist, DraftChanged, DefinitionFaulty,
    DossierRefused when nothing was changed, when one of `agreed` cannot be moved as things stand now, or as
    `publish_procedure` does. Nothing is published then.
    """
    draft = draft_in_hand(draft_id, by=by, now=now, expected_version=expected_version)
    document = _sound(draft, now)
    moving = agreed_rows(
        under_way(draft.slug), document, agreed=frozenset(agreed), looked_at=frozenset(looked_at), now=now
    )
    version = publish_procedure(document=document, by=by, now=now)
    draft.ended_at, draft.outcome = max(now, draft.changed_at), DefinitionDraft.Outcome.PUBLISHED
    draft.published = version
    draft.save(update_fields=["ended_at", "outcome", "published"])
    journal.record(
        actor=by.as_actor(),
        unit_id=None,
        action="onestop.publish_definition_draft",
        target=("definition_draft", str(draft.pk)),
        now=now,
        detail={"slug": draft.slug, "number": version.number, "sha256": version.sha256, "agreed": len(moving)},
    )
    if moving:
        keep_agreement(version, moving, by=by, now=now)
    return version


def _sound(draft: DefinitionDraft, now: datetime) -> ProcedureDocument:
    found = [*faults(draft.document, published_before(draft)), *people_faults(draft.document, slug=draft.slug, now=now)]
    if found:
        raise DefinitionFaulty(found, draft.document)
    document = ProcedureDocument.model_validate(draft.document)
    if ProcedureVersion.objects.filter(sha256=document.sha256()).exists():
        raise DossierRefused(
            "nothing_changed", _("Nội dung giống hệt một phiên bản đã công bố. Hãy sửa nội dung hoặc bỏ bản soạn.")
        )
    return document
