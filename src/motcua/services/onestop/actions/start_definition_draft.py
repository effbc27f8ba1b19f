"""Begin to write a procedure: from its newest version, from nothing, or from a document of a file."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.designing.drafts import newest_version
from motcua.services.onestop.designing.sketch import Raw
from motcua.services.onestop.models import DefinitionDraft, Procedure
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def start_definition_draft(*, slug: str, by: Staff, now: datetime, document: Raw | None = None) -> DefinitionDraft:
    """Return the new open draft of the procedure `slug`; without `document` it begins with the newest version.

    Needs who writes procedures. Raises NotAllowed, Procedure.DoesNotExist without a document and without a version,
    DossierRefused when a draft of this procedure is open already.
    """
    require_designer(by, now)
    # beginners of one procedure take turns; the constraint is the last word
    Procedure.objects.select_for_update().filter(slug=slug).first()
    last = newest_version(slug)
    if document is None and last is None:
        raise Procedure.DoesNotExist
    _refuse_second(slug)
    text = dict(document) if document is not None else dict(last.document if last else {})
    try:
        with transaction.atomic():
            draft = DefinitionDraft.objects.create(
                slug=slug,
                document=text,
                based_on=last,
                started_at=now,
                started_by=by,
                changed_at=now,
                changed_by=by,
            )
    except IntegrityError:  # of a procedure that has no row yet somebody else began first
        _refuse_second(slug)
        raise
    journal.record(
        actor=by.as_actor(),
        unit_id=None,
        action="onestop.start_definition_draft",
        target=("definition_draft", str(draft.pk)),
        now=now,
        detail={"slug": slug, "from_version": last.number if last and document is None else None},
    )
    return draft


def _refuse_second(slug: str) -> None:
    other = DefinitionDraft.objects.filter(slug=slug, ended_at__isnull=True).select_related("changed_by").first()
    if other is not None:
        raise DossierRefused(
            "draft_open",
            format_lazy(
                _("Thủ tục {slug} đang được soạn ({name}). Hãy soạn tiếp bản đó, hoặc bỏ nó trước khi soạn bản khác."),
                slug=slug,
                name=other.changed_by.full_name,
            ),
        )
