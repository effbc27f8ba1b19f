"""Attach a file to a draft."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.definition import Paper
from motcua.services.onestop.drafts import open_draft
from motcua.services.onestop.models import Draft, DraftPaper
from motcua.services.onestop.papers import check_type
from motcua.services.onestop.refusals import DossierRefused

MOST_FILES = 40  # in one draft: a file costs seconds of cleaning and room on the disk


def attach_paper(*, draft_id: UUID, paper_key: str, upload: Upload, name: str, by: Actor, now: datetime) -> DraftPaper:
    """Receive the upload and attach it to the paper `paper_key` of the draft; the same file twice is one.

    Raises Draft.DoesNotExist, DraftExpired, FileRefused, DossierRefused for a paper the procedure does not have, a
    type it does not take, too many files, or a draft that was submitted.
    """
    with transaction.atomic():
        _checked(draft_id, paper_key, now)
    # cleaning takes seconds and must not hold a lock
    stored = receive_file(upload=upload, name=name, by=by, now=now)
    with transaction.atomic():
        draft, paper = _checked(draft_id, paper_key, now)
        check_type(stored, paper)
        twin = draft.papers.filter(paper_key=paper_key, stored__sha256=stored.sha256, stored__name=stored.name).first()
        return twin or DraftPaper.objects.create(draft=draft, paper_key=paper_key, stored=stored, added_at=now)


def _checked(draft_id: UUID, paper_key: str, now: datetime) -> tuple[Draft, Paper]:
    draft = open_draft(draft_id, now=now)
    try:
        paper = draft.procedure_version.content.paper(paper_key)
    except KeyError as unknown:
        raise DossierRefused("unknown_paper", _("Thủ tục này không có giấy tờ đó.")) from unknown
    if draft.papers.count() >= MOST_FILES:
        raise DossierRefused("too_many_files", _("Đã đủ số tệp của một hồ sơ. Hãy gộp các trang vào một tệp PDF."))
    return draft, paper
