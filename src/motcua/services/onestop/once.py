"""Make a request happen once: the key it came with is kept with the dossier it made."""

import hashlib
from datetime import datetime

from django.db import connection

from motcua.services.onestop.models import Dossier, SubmissionKey


def kept_dossier(*, scope: str, key: str) -> SubmissionKey | None:
    """Return what an earlier request with this key made, or None.

    Whoever asks second waits for the transaction of the first, and then finds its dossier.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"onestop:{scope}:{key}"])
    return SubmissionKey.objects.select_related("dossier").filter(scope=scope, key=key).first()


def keep_key(*, scope: str, key: str, body: bytes, dossier: Dossier, now: datetime) -> None:
    """Keep the key with the dossier it made and the digest of the request."""
    SubmissionKey.objects.create(scope=scope, key=key, body_sha256=digest(body), dossier=dossier, made_at=now)


def digest(body: bytes) -> str:
    """Return the SHA-256 by which two requests are compared."""
    return hashlib.sha256(body).hexdigest()
