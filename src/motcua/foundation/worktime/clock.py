"""The only place that asks the system what time it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present moment in Vietnamese time."""
    return datetime.now(ZONE)
