"""How often dossiers are looked up, by receiving unit and day: the page that is asked for most counts beside itself."""

from datetime import date, datetime

from motcua.foundation.health.side_counts import SideCounts
from motcua.foundation.units.rules import day_of

LOOK_UPS: SideCounts[tuple[int, date]] = SideCounts(
    "Look-ups",
    """
INSERT INTO onestop_lookupcount AS kept (unit_id, day, count) VALUES (%s, %s, %s)
ON CONFLICT (unit_id, day) DO UPDATE SET count = kept.count + excluded.count
""",
)


def count_look_up(*, unit_id: int, now: datetime) -> None:
    """Count one look-up of a dossier that the unit received."""
    LOOK_UPS.add((unit_id, day_of(now)), 1)
