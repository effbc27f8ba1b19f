"""Begin to file online."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.models import Draft
from motcua.services.onestop.offers import open_online_offer
from motcua.services.onestop.tokens import new_code, token_hash

DAYS_KEPT = 30


@transaction.atomic
def start_draft(*, slug: str, unit_id: int, language: str, by: Actor, now: datetime) -> tuple[Draft, str]:  # noqa: ARG001
    """Return a new draft and the code that finds it again; the code is shown to its owner and stored as a hash.

    A draft is private and nothing official has happened yet, so the journal says nothing of it. Raises as
    `offers.open_online_offer` does.
    """
    version, offer = open_online_offer(slug=slug, unit_id=unit_id, now=now)
    code = new_code()
    draft = Draft.objects.create(
        resume_hash=token_hash(code),
        procedure_version=version,
        unit_id=offer.unit_id,
        language=language,
        created_at=now,
        saved_at=now,
        expires_at=now + timedelta(days=DAYS_KEPT),
    )
    return draft, code
