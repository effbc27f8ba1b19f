"""Switch a service of the platform on for a unit, change its settings, or stop it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.rules import JSON
from motcua.foundation.units.access import actor_of, require_role
from motcua.foundation.units.models import Role, Staff, UnitService
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import ServiceNotLive
from motcua.foundation.units.versions import lock_unit

# whoever answers for a unit decides which services it runs
DECIDERS = (Role.LEADER, Role.COORDINATOR)


def switch_on_service(
    *, unit_id: int, service: str, settings: Mapping[str, JSON], by: Staff | Actor, now: datetime
) -> UnitService:
    """Return the service as it runs from `now` on; a running one with other settings is stopped and begun anew.

    Called by `replication.adoption` alone: a unit runs what it has adopted. The settings must have passed the schema of
    the service. Running with the same settings already changes nothing. Needs the leader or the coordinator of the
    unit. Raises NotAllowed, NoSuchUnit, UnitRefused when a later start is entered.
    """
    with transaction.atomic():
        lock_unit(unit_id)
        require_role(by, unit_id, DECIDERS, now)
        version_on(unit_id, day_of(now))
        running = UnitService.objects.filter(unit=unit_id, service=service, stopped_at__isnull=True).first()
        if running is not None:
            if running.live_from > now:
                raise UnitRefused("starts_later", _("Dịch vụ đã được hẹn bắt đầu sau thời điểm này."))
            if running.settings == dict(settings):
                return running
            running.stopped_at = now
            running.save(update_fields=["stopped_at"])
        row = UnitService.objects.create(unit_id=unit_id, service=service, settings=dict(settings), live_from=now)
        _record("units.switch_on_service", row, by, now)
    return row


def stop_service(*, unit_id: int, service: str, by: Staff | Actor, now: datetime) -> UnitService:
    """Return the service as stopped at `now`; everything it holds is kept.

    Needs the leader or the coordinator of the unit. Raises NotAllowed, ServiceNotLive.
    """
    with transaction.atomic():
        lock_unit(unit_id)
        require_role(by, unit_id, DECIDERS, now)
        row = UnitService.objects.live(now).filter(unit=unit_id, service=service, stopped_at__isnull=True).first()
        if row is None:
            raise ServiceNotLive
        row.stopped_at = now
        row.save(update_fields=["stopped_at"])
        _record("units.stop_service", row, by, now)
    return row


def _record(action: str, row: UnitService, by: Staff | Actor, now: datetime) -> None:
    journal.record(
        actor=actor_of(by),
        unit_id=row.unit_id,
        action=action,
        target=("unit_service", str(row.pk)),
        now=now,
        detail={"service": row.service},
    )
