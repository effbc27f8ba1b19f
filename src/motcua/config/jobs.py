"""Keep the queue healthy: jobs of a killed worker run again, finished ones are forgotten. And a backup each night."""

import logging
from datetime import UTC, datetime

from django.contrib.sessions.backends.db import SessionStore
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from motcua.config.backup.nightly import back_up_nightly

KEEP_HOURS = 72
KEEP_FAILED_HOURS = 30 * 24
# a job that was broken off so often ends its worker itself (no memory left, say) and would do so for ever
MOST_ATTEMPTS = 5

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *", periodic_id="queue-retry-stalled")
@app.task(name="queue.retry_stalled", queueing_lock="queue.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Hand the jobs of a worker that stopped answering to another one; a job may run twice, so each is idempotent."""
    del timestamp
    await recover(context.app.job_manager)


async def recover(manager: JobManager) -> int:
    """Put each stalled job back into the queue and return how many were; one that cannot be does not hold up others.

    Whoever was broken off `MOST_ATTEMPTS` times has failed, and so has one whose successor already waits (a periodic
    job): the log says which.
    """
    again = 0
    for job in list(await manager.get_stalled_jobs()):
        again += await _put_back(manager, job)
    return again


async def _put_back(manager: JobManager, job: Job) -> bool:
    if job.attempts + 1 >= MOST_ATTEMPTS:
        log.error("Job %s (%s) was broken off %s times and is given up.", job.id, job.task_name, MOST_ATTEMPTS)
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return False
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        log.warning("Job %s (%s) was broken off, and the next one already waits.", job.id, job.task_name)
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return False
    return True


@app.periodic(cron="40 18 * * *", periodic_id="queue-forget-finished")
@app.task(name="queue.forget_finished", queueing_lock="queue.forget_finished", pass_context=True)
async def forget_finished(context: JobContext, timestamp: int) -> None:
    """At 01:40 in Vietnam delete jobs that succeeded three days ago, and failed ones of thirty days ago.

    A long table slows the queue down; what failed is kept longer, for somebody to look at.
    """
    del timestamp
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=KEEP_HOURS)
    await manager.delete_old_jobs(
        nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="45 18 * * *", periodic_id="sessions-forget")
@app.task(name="sessions.forget_expired", queueing_lock="sessions.forget_expired")
def forget_sessions(timestamp: int) -> None:
    """At 01:45 in Vietnam delete sessions that are over: they name drafts and dossiers that a browser had opened."""
    del timestamp
    SessionStore.clear_expired()


@app.periodic(cron="10 20 * * *", periodic_id="backup-nightly")
@app.task(name="backup.nightly", queueing_lock="backup.nightly")
def back_up(timestamp: int) -> None:
    """At 03:10 in Vietnam take the backup of the day, where a folder is set."""
    manifest = back_up_nightly(now=datetime.fromtimestamp(timestamp, UTC))
    for sha256 in manifest.lost if manifest else ():
        log.error("The content %s is gone or damaged; the backup of the night goes without it.", sha256)
