"""Forget a file: someone removed it from a draft, or the draft expired."""

from uuid import UUID

from django.db import transaction

from motcua.foundation.attachments.models import StoredFile


def discard_file(*, file_id: UUID) -> bool:
    """Delete the row (whoever refers to it must let go first); the sweep deletes the bytes. False when unknown."""
    with transaction.atomic():
        deleted, _tables = StoredFile.objects.filter(pk=file_id).delete()
    return bool(deleted)
