"""Lives of demo dossiers: played in the order of their moments, never past the end."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from motcua.demo.story import play
from motcua.foundation.worktime.clock import ZONE

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)


def test_lives_are_played_in_the_order_of_time_and_stop_at_the_end() -> None:
    seen: list[tuple[str, int]] = []

    def life(name: str, hours: list[int]) -> Iterator[datetime]:
        for hour in hours:
            yield MORNING + timedelta(hours=hour)
            seen.append((name, hour))

    counted: list[int] = []
    play([life("a", [1, 4, 9]), life("b", [2, 3])], until=MORNING + timedelta(hours=5), told=counted.append)
    assert seen == [("a", 1), ("b", 2), ("b", 3), ("a", 4)]
    assert counted == [1, 2, 3, 4]
