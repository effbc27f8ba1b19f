"""What can be asked of the files?"""

from datetime import datetime
from uuid import UUID

from motcua.foundation.attachments.models import StoredFile


def missed_scans(*, before: datetime, limit: int) -> list[UUID]:
    """Return the files in quarantine that were received before `before`, the oldest first."""
    waiting = StoredFile.objects.awaiting_scan().filter(received_at__lt=before).order_by("received_at")
    return list(waiting.values_list("pk", flat=True)[:limit])
