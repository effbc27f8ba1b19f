"""Put a unit's kit beside the model in the register, where every unit finds it."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.services import ServiceNotLive
from motcua.foundation.units.versions import lock_unit
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.models import ModelKit
from motcua.replication.kits.packing import unpack
from motcua.replication.kits.parts.settings_part import adoption_of


@transaction.atomic
def offer_kit(*, unit_id: int, service: str, by: Staff | Actor, now: datetime) -> ModelKit:
    """Return the kit as offered for the model that the unit runs by the service; its latest one counts.

    The same way of working offered again changes nothing. Needs the leader or the coordinator of the unit. Raises
    NotAllowed, NoSuchService, ServiceNotLive, TooLarge.
    """
    lock_unit(unit_id)
    data = export_kit(unit_id=unit_id, service=service, by=by, now=now)
    adoption, content = adoption_of(service, unit_id), unpack(data).content_sha256
    if adoption is None:
        raise ServiceNotLive
    last = ModelKit.objects.filter(initiative=adoption.initiative_id, unit=unit_id).order_by("-pk").first()
    if last is not None and last.content_sha256 == content:
        return last
    offered = ModelKit.objects.create(
        initiative=adoption.initiative,
        unit_id=unit_id,
        data=data,
        content_sha256=content,
        offered_at=now,
        offered_by=by if isinstance(by, Staff) else None,
    )
    journal.record(
        actor=actor_of(by),
        unit_id=unit_id,
        action="kits.offer",
        target=("model_kit", str(offered.pk)),
        now=now,
        detail={"model": adoption.initiative.code},
    )
    return offered
