"""Take a draft in hand: locked, still kept, not yet submitted."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.models import Draft
from motcua.services.onestop.refusals import DossierRefused, DraftExpired


def locked_draft(draft_id: UUID, *, now: datetime) -> Draft:
    """Return the draft, locked until the transaction ends, submitted or not.

    Raises Draft.DoesNotExist, and DraftExpired when the time it was kept for is over and it was never submitted.
    """
    draft = (
        Draft.objects.select_related("procedure_version__procedure")
        .defer("procedure_version__document")
        .select_for_update(of=("self",))
        .get(pk=draft_id)
    )
    if draft.submitted_id is None and draft.expires_at < now:
        raise DraftExpired
    return draft


def open_draft(draft_id: UUID, *, now: datetime) -> Draft:
    """Return the locked draft that may still be changed; raise DossierRefused when it was submitted."""
    draft = locked_draft(draft_id, now=now)
    if draft.submitted_id is not None:
        raise DossierRefused(
            "already_submitted", _("Hồ sơ này đã gửi nên không sửa được nữa. Bản đã gửi được giữ nguyên.")
        )
    return draft
