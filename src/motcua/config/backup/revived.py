"""Which destroyed records did a restore bring back? The deletion register of the database that was replaced knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from motcua.config.backup.take import session_of
from motcua.foundation.retention.models import DestroyedRecord
from motcua.foundation.retention.rules import hidden_id
from motcua.foundation.retention.schedule import all_classes
from motcua.foundation.units.models import Unit

_KNOWN = "SELECT to_regclass('public.retention_destroyedrecord') IS NOT NULL"
_LINES = "SELECT record_hash FROM retention_destroyedrecord"
MOST = 1_000_000  # records of one class that are looked at


def revived(former: str, *, now: datetime) -> Iterator[str]:
    """Yield the names of the records that `former` had destroyed and that are whole again in the database at hand."""
    gone = _destroyed_in(former) - {
        bytes(line) for line in DestroyedRecord.objects.values_list("record_hash", flat=True)
    }
    if not gone:
        return
    units = list(Unit.objects.values_list("pk", flat=True))
    for each in all_classes():
        for record in each.ended(unit_ids=units, before=now, most=MOST):
            if hidden_id(settings.BLIND_INDEX_KEY, each.code, record.record_id) in gone:
                yield record.name


def _destroyed_in(database: str) -> set[bytes]:
    with session_of(database) as session:
        known = session.execute(_KNOWN).fetchone()
        if known is None or not known[0]:
            return set()
        return {bytes(line) for (line,) in session.execute(_LINES).fetchall()}
