"""What does a monitor want to know of the dossiers?"""

from collections.abc import Iterator
from datetime import datetime

from motcua.foundation.health.gauges import Gauge, gauge
from motcua.services.onestop.lateness import Against, overdue
from motcua.services.onestop.models import Dossier


def dossier_gauges(now: datetime) -> Iterator[Gauge]:
    """Yield how many dossiers are open, and how many of those that run are late: three counts, each along an index."""
    running, resting = Dossier.objects.filter(is_resting=False), Dossier.objects.filter(is_resting=True, closed_at=None)
    yield gauge("motcua_dossiers_open", "Dossiers that are not closed.", running.count() + resting.count())
    late = running.filter(overdue(now, Against.PROMISE)).count()
    yield gauge("motcua_dossiers_late", "Dossiers at work whose due time is over.", late)
