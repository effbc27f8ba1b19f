"""Receive the file of a kit for a unit; nothing of the unit changes by that."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.versions import lock_unit
from motcua.replication.kits.access import require_answerable
from motcua.replication.kits.models import ReceivedKit
from motcua.replication.kits.reading import read_kit


@transaction.atomic
def receive_kit(*, data: bytes, unit_id: int, by: Staff | Actor, now: datetime) -> ReceivedKit:
    """Return the kit as kept for the unit; the very same file received before changes nothing.

    Needs the leader or the coordinator of the unit. Raises NotAllowed, NoSuchUnit, and what `read_kit` raises for a
    file that is refused whole.
    """
    lock_unit(unit_id)
    require_answerable(by, unit_id, now)
    version_on(unit_id, day_of(now))
    kit = read_kit(data).kit
    received, made = ReceivedKit.objects.get_or_create(
        unit_id=unit_id,
        sha256=kit.sha256,
        defaults={
            "data": data,
            "service": kit.head.service,
            "from_unit": kit.head.unit_name,
            "exported_at": kit.head.exported_at,
            "received_at": now,
            "received_by": by if isinstance(by, Staff) else None,
        },
    )
    if made:
        journal.record(
            actor=actor_of(by),
            unit_id=unit_id,
            action="kits.receive",
            target=("kit", kit.sha256),
            now=now,
            detail={"service": kit.head.service, "from": kit.head.unit_name, "signer": kit.fingerprint},
        )
    return received
