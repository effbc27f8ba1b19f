"""Attach a file to an entry."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.units.models import Staff
from motcua.replication.contest.actions.submit_entry import require_receiving
from motcua.replication.contest.lock import own_entry
from motcua.replication.contest.models import EntryFile
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused

MOST_FILES = 8


@transaction.atomic
def attach_file(*, entry_id: int, upload: Upload, name: str, by: Staff, now: datetime) -> EntryFile:
    """Return the file, received and cleaned, at its entry. Needs its unit, while entries are received.

    Raises NotAllowed, NotNow, FileRefused, ContestRefused when there are too many.
    """
    stored = receive_file(upload=upload, name=name, by=by.as_actor(), now=now)
    entry = own_entry(entry_id, by=by, now=now)
    require_receiving(entry.contest, now)
    if entry.files.count() >= MOST_FILES:
        raise ContestRefused(
            "too_many_files", _("Bài dự thi đã có tám tệp, không nhận thêm. Các tệp cũ được giữ nguyên.")
        )
    made = EntryFile.objects.create(entry=entry, stored=stored)
    tell_journal(entry.contest, "attach_file", by=by, now=now, detail={"entry": entry.pk, "sha256": stored.sha256})
    return made
