"""How old is the last backup? Each one is written into the journal."""

from collections.abc import Iterator
from datetime import datetime

from motcua.foundation.health.gauges import Gauge, gauge


def backup_gauges(now: datetime) -> Iterator[Gauge]:
    """Yield the seconds since the last backup was taken; nothing when there was none."""
    from motcua.config.backup.take import TARGET  # noqa: PLC0415 - models load after the applications
    from motcua.foundation.audit.models import AuditEntry  # noqa: PLC0415 - as above

    entries = AuditEntry.objects.filter(target_type=TARGET[0], target_id=TARGET[1]).order_by("-at")
    if (last := entries.values_list("at", flat=True).first()) is not None:
        yield gauge("motcua_backup_age_seconds", "Seconds since the last backup.", (now - last).total_seconds())
