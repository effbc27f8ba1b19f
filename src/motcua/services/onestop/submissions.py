"""Has this request made a dossier already? One key, one dossier, also when it is sent twice at once."""

from django.db import connection

from motcua.services.onestop.models import SubmissionKey


def claim(scope: str, key: str) -> None:
    """Hold the key until the transaction ends; whoever sends the same one waits here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 554))", [f"{scope}\x1f{key}"])


def remembered(scope: str, key: str) -> SubmissionKey | None:
    """Return what an earlier request with this key has made, or None."""
    return SubmissionKey.objects.select_related("dossier").filter(scope=scope, key=key).first()
