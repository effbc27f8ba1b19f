"""What runs later: virus scans, their second chances, and the sweep."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motcua.foundation.attachments.actions.scan_stored_file import scan_stored_file
from motcua.foundation.attachments.actions.sweep_contents import sweep_contents
from motcua.foundation.attachments.queries import missed_scans
from motcua.foundation.audit.actor import Actor
from motcua.foundation.worktime import clock

_BY = Actor.system("attachments")
# a file that waits longer has lost its job, or the job gave up
_MISSED_AFTER = timedelta(minutes=15)
_MISSED_AT_ONCE = 500


@app.task(name="attachments.scan_file", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def scan_file(file_id: str) -> None:
    """Scan one file; tried again with growing pauses while the scanner is away."""
    scan_stored_file(file_id=UUID(file_id), by=_BY, now=clock.now())


def queue_scan(file_id: UUID) -> bool:
    """Queue the scan of a file in the caller's transaction; False when one is waiting already."""
    try:
        with transaction.atomic():
            scan_file.configure(queueing_lock=f"attachments.scan:{file_id}").defer(file_id=str(file_id))
    except AlreadyEnqueued:
        return False
    return True


@app.periodic(cron="*/10 * * * *", periodic_id="attachments-missed-scans")
@app.task(name="attachments.queue_missed_scans", queueing_lock="attachments.queue_missed_scans")
def queue_missed_scans(timestamp: int) -> None:
    """Queue the scans that were lost or gave up; `timestamp` is the planned moment (Unix seconds)."""
    if not settings.CLAMAV_ADDRESS:
        return
    for file_id in missed_scans(before=datetime.fromtimestamp(timestamp, UTC) - _MISSED_AFTER, limit=_MISSED_AT_ONCE):
        queue_scan(file_id)


@app.periodic(cron="40 19 * * *", periodic_id="attachments-sweep")
@app.task(name="attachments.sweep", queueing_lock="attachments.sweep")
def sweep(timestamp: int) -> None:
    """Delete bytes that no row speaks of, at 02:40 Vietnamese time."""
    sweep_contents(now=datetime.fromtimestamp(timestamp, UTC))
