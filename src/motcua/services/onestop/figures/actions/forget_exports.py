"""Let go of files of figures that expired."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.foundation.attachments.actions.discard_file import discard_file
from motcua.services.onestop.models import FigureExport

TOLD_FOR = timedelta(days=30)  # so long an old link says that it expired


def forget_exports(*, now: datetime) -> int:
    """Delete the files of exports that expired; return of how many. What they were is forgotten a month later."""
    expired = FigureExport.objects.filter(expires_at__lte=now)
    forgotten = 0
    for export in expired.exclude(workbook=None, document=None):
        files = [file for file in (export.workbook_id, export.document_id) if file is not None]
        with transaction.atomic():
            export.workbook = export.document = None
            export.save(update_fields=["workbook", "document"])
            for file in files:
                discard_file(file_id=file)
        forgotten += 1
    FigureExport.objects.filter(expires_at__lte=now - TOLD_FOR).delete()
    return forgotten
