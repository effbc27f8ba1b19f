"""Entries for tests of the journal."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.audit.journal import record
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.rules import JSON

CLERK = Actor(ActorKind.STAFF, "Nguyễn Thị Ánh", staff_id=5, unit_id=7)


def make_entry(now: datetime, *, unit_id: int | None = 7, target_id: str = "123", **detail: JSON) -> AuditEntry:
    """Record that a clerk accepted a dossier."""
    return record(
        actor=CLERK, unit_id=unit_id, action="onestop.accept", target=("dossier", target_id), now=now, detail=detail
    )
