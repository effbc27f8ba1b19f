"""Export what a unit works with in a service, as a signed file."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import ServiceNotLive, service_is_live
from motcua.replication.kits.access import require_answerable
from motcua.replication.kits.packing import Head, pack, unpack
from motcua.replication.kits.parts.all_parts import source_of, taken_parts, told_parts
from motcua.replication.kits.signers import own_key
from motcua.services.kits import ToldPart


@transaction.atomic
def export_kit(*, unit_id: int, service: str, by: Staff | Actor, now: datetime) -> bytes:
    """Return the kit of a service that the unit runs. It holds no personal data and nothing that is the unit's alone.

    Needs the leader or the coordinator of the unit. Raises NotAllowed, NoSuchService, ServiceNotLive, TooLarge.
    """
    require_answerable(by, unit_id, now)
    source, day = source_of(service), day_of(now)
    if not service_is_live(unit_id, service, now):
        raise ServiceNotLive
    unit = version_on(unit_id, day)
    head = Head(
        service=service,
        service_version=source.version,
        unit_code=unit.code,
        unit_name=unit.name,
        exported_at=now,
    )
    parts: tuple[ToldPart, ...] = (*taken_parts(service), *told_parts(service))
    data = pack(head, {part.code: part.export(unit_id=unit_id, day=day) for part in parts}, own_key())
    journal.record(
        actor=actor_of(by),
        unit_id=unit_id,
        action="kits.export",
        target=("kit", unpack(data).sha256),
        now=now,
        detail={"service": service},
    )
    return data
