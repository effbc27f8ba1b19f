"""Which services of the platform does a unit run, and with which settings?"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import UnitService
from motcua.foundation.units.refusals import UnitRefused


class ServiceNotLive(UnitRefused):
    """The unit does not run the service at that moment."""

    def __init__(self) -> None:
        super().__init__("service_not_live", _("Đơn vị này chưa sử dụng dịch vụ."))


def service_is_live(unit_id: int, service: str, now: datetime) -> bool:
    """Tell whether the unit runs the service at `now`."""
    return UnitService.objects.live(now).filter(unit=unit_id, service=service).exists()


def live_settings(unit_id: int, service: str, now: datetime) -> dict[str, Any]:
    """Return the settings with which the unit runs the service at `now`; raise ServiceNotLive. One query."""
    row = UnitService.objects.live(now).filter(unit=unit_id, service=service).only("settings").first()
    if row is None:
        raise ServiceNotLive
    return row.settings


def units_running(service: str, now: datetime) -> frozenset[int]:
    """Return the ids of the units that run the service at `now`. One query."""
    return frozenset(UnitService.objects.live(now).filter(service=service).values_list("unit", flat=True))
