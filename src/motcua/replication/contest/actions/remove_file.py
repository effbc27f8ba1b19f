"""Take a file from an entry."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.attachments.actions.discard_file import discard_file
from motcua.foundation.units.models import Staff
from motcua.replication.contest.actions.submit_entry import require_receiving
from motcua.replication.contest.lock import own_entry
from motcua.replication.contest.models import EntryFile
from motcua.replication.contest.record import tell_journal


@transaction.atomic
def remove_file(*, file_id: int, by: Staff, now: datetime) -> None:
    """Remove the file and its content. Needs the entry's unit, while entries come in; raises NotAllowed, NotNow."""
    attached = EntryFile.objects.get(pk=file_id)
    entry = own_entry(attached.entry_id, by=by, now=now)
    require_receiving(entry.contest, now)
    stored_id = attached.stored_id
    attached.delete()
    discard_file(file_id=stored_id)
    tell_journal(entry.contest, "remove_file", by=by, now=now, detail={"entry": entry.pk})
