"""Keep the queue healthy: jobs of a killed worker run again, finished ones are forgotten."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

KEEP_HOURS = 72


@app.periodic(cron="* * * * *", periodic_id="queue-retry-stalled")
@app.task(name="queue.retry_stalled", queueing_lock="queue.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Hand the jobs of a worker that stopped answering to another one; a job may run twice, so each is idempotent."""
    del timestamp
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="40 18 * * *", periodic_id="queue-forget-finished")
@app.task(name="queue.forget_finished", queueing_lock="queue.forget_finished", pass_context=True)
async def forget_finished(context: JobContext, timestamp: int) -> None:
    """Delete jobs that succeeded three days ago (01:40 in Vietnam): a long table slows the queue down."""
    del timestamp
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS)
