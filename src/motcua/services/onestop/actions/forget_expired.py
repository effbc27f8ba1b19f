"""Forget what was only kept for a while: drafts nobody submitted, counts of look-up attempts."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.services.onestop.helping.forgetting import forget_unfiled
from motcua.services.onestop.models import Draft, HelpedFiling, LookupAttempt

ATTEMPTS_KEPT = timedelta(days=1)


@transaction.atomic
def forget_expired(*, now: datetime) -> int:
    """Return how many drafts were deleted: expired and never submitted. Their files are swept by attachments."""
    LookupAttempt.objects.filter(window__lt=now - ATTEMPTS_KEPT).delete()
    expired = Draft.objects.filter(expires_at__lt=now, submitted__isnull=True).select_for_update(skip_locked=True)
    ids = list(expired.values_list("pk", flat=True))
    forget_unfiled(HelpedFiling.objects.filter(draft__in=ids, filed_at__isnull=True))
    Draft.objects.filter(pk__in=ids).delete()
    return len(ids)
