"""How is the job of a run put into the queue once, however often somebody presses?"""

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer


def defer_once(job: JobDeferrer, **arguments: str) -> None:
    """Put a job with a queueing lock into the queue in the caller's transaction; the one that waits does the same."""
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return
