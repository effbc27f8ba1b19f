"""Take the figures that the citizen reads out as their consent."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.consent_code import check_consent_code, is_right
from motcua.services.onestop.helping.consenting import note_consent
from motcua.services.onestop.helping.filings import locked_filing
from motcua.services.onestop.helping.refusals import WrongConsentCode
from motcua.services.onestop.models import HelpedFiling


def confirm_consent(*, filing_id: UUID, code: str, by: Staff, now: datetime) -> HelpedFiling:
    """Return the filing, agreed to; a second time changes nothing.

    Raises HelpedFiling.DoesNotExist, NotAllowed, WrongConsentCode, TooManyConsentCodes.
    """
    waiting = HelpedFiling.objects.get(pk=filing_id, helper=by)
    if waiting.consented_at is None:
        # a wrong try counts even though the refusal undoes everything else
        check_consent_code(waiting, code, now=now)
    with transaction.atomic():
        helped = locked_filing(filing_id, by=by, now=now)
        if helped.consented_at is None:
            if not is_right(helped, code, now=now):  # another code was sent meanwhile
                raise WrongConsentCode
            note_consent(helped, by=by, now=now)
    return helped
