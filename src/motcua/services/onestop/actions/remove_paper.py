"""Take a file out of a draft."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.drafts import open_draft


@transaction.atomic
def remove_paper(*, draft_id: UUID, paper_key: str, file_id: UUID, by: Actor, now: datetime) -> None:  # noqa: ARG001
    """Take the file out of the draft. Raises as `open_draft` does, and StoredFile.DoesNotExist when it is not there."""
    draft = open_draft(draft_id, now=now)
    gone, _rows = draft.papers.filter(paper_key=paper_key, stored=file_id).delete()
    if not gone:
        raise StoredFile.DoesNotExist
