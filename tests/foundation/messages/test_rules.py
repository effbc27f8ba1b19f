"""When an undelivered message is tried again."""

from datetime import datetime, timedelta

from motcua.foundation.messages.rules import WAITS, next_attempt


def test_the_waits_grow_and_end(now: datetime) -> None:
    moments = [next_attempt(attempt, now) for attempt in range(1, len(WAITS) + 2)]

    assert moments == [now + wait for wait in WAITS] + [None]
    assert sorted(WAITS) == list(WAITS)
    assert sum(WAITS, timedelta()) < timedelta(days=1)
