"""Send the citizen another code."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.access import require_capacity
from motcua.services.onestop.helping.consenting import send_code
from motcua.services.onestop.helping.filings import locked_filing
from motcua.services.onestop.models import ConsentWay, HelpedFiling


@transaction.atomic
def send_code_again(*, filing_id: UUID, by: Staff, now: datetime) -> HelpedFiling:
    """Return the filing with a new code on its way; one that is agreed to is left alone.

    Raises HelpedFiling.DoesNotExist, NotAllowed, HelpRefused after `MOST_CODES`, TooManyConsentCodes while
    codes are locked.
    """
    helped = locked_filing(filing_id, by=by, now=now)
    if helped.consented_at is None and helped.way == ConsentWay.CODE:
        capacity = require_capacity(team_id=helped.team_id, unit_id=helped.unit_id, by=by, now=now)
        send_code(helped, capacity, now=now)
    return helped
