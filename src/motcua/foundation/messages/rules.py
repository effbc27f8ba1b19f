"""When is an undelivered message tried again, and when do we stop?"""

from datetime import datetime, timedelta

# waiting time after each failed attempt; the last failure is final: about a day of trying in all
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=14),
)
# how long after the planned moment a message counts as forgotten by the queue
OVERDUE = timedelta(minutes=10)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after `attempts` failures (1 or more), or None when it is enough."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None
