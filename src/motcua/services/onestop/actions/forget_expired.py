"""Forget what was only kept for a while: drafts nobody submitted, help nobody agreed to, counts of attempts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.services.onestop.helping.forgetting import forget_unfiled
from motcua.services.onestop.models import Draft, HelpedFiling, LookupAttempt

ATTEMPTS_KEPT = timedelta(days=1)
WITHOUT_CONSENT = timedelta(days=1)  # what a helper typed about a citizen who did not agree


@transaction.atomic
def forget_expired(*, now: datetime) -> int:
    """Return how many drafts were deleted: never submitted, and expired or for a citizen who did not agree in a day.

    Their files are swept by attachments.
    """
    LookupAttempt.objects.filter(window__lt=now - ATTEMPTS_KEPT).delete()
    waiting = HelpedFiling.objects.filter(consented_at__isnull=True, started_at__lt=now - WITHOUT_CONSENT)
    # the filing before its draft, as whoever confirms or submits takes them
    unagreed = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
    over = Draft.objects.filter(Q(expires_at__lt=now) | Q(helped__in=unagreed), submitted__isnull=True)
    ids = list(over.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    is_left_over = Q(draft__in=ids) | Q(pk__in=unagreed, draft__isnull=True)
    forget_unfiled(HelpedFiling.objects.filter(is_left_over, filed_at__isnull=True))
    Draft.objects.filter(pk__in=ids).delete()
    return len(ids)
