"""Forget filings with help that came to nothing."""

from django.db.models import QuerySet

from motcua.foundation.messages.models import OutboxMessage
from motcua.services.onestop.helping.notices import ABOUT
from motcua.services.onestop.models import HelpedFiling


def forget_unfiled(rows: QuerySet[HelpedFiling]) -> None:
    """Delete these filings, none of them filed, and the codes that were sent for them."""
    for filing_id in rows.values_list("pk", flat=True):
        OutboxMessage.objects.about((ABOUT, str(filing_id))).delete()
    rows.delete()
