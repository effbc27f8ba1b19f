"""Let a program file dossiers."""

import secrets
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import may_change_anything
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.models import ApiClient
from motcua.services.onestop.queries.api_clients import key_hash

KEY_BYTES = 32


@transaction.atomic
def register_api_client(*, name: str, by: Actor, now: datetime) -> str:
    """Register the program and return its key, which is shown once and stored as a hash. Only the platform may."""
    if not may_change_anything(by):
        raise NotAllowed
    key = secrets.token_urlsafe(KEY_BYTES)
    client = ApiClient.objects.create(name=name, key_hash=key_hash(key), created_at=now)
    journal.record(
        actor=by,
        unit_id=None,
        action="onestop.register_api_client",
        target=("api_client", str(client.pk)),
        now=now,
        detail={"name": name},
    )
    return key
