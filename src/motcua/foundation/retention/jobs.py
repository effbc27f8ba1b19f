"""What retention does later: destroying what two people agreed on, and what the schedule ends every night."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.end_by_schedule import end_by_schedule
from motcua.foundation.retention.models import Disposal, DisposalState
from motcua.foundation.worktime import clock

STUCK = timedelta(hours=1)  # two thousand records take less


@app.periodic(cron="0 19 * * *", periodic_id="retention-resume")
@app.task(name="retention.resume", queueing_lock="retention.resume")
def resume(timestamp: int) -> None:
    """At 02:00 in Vietnam go on with what was approved and whose job failed: till then nothing else is proposed."""
    before = datetime.fromtimestamp(timestamp, UTC) - STUCK
    stuck = Disposal.objects.filter(state=DisposalState.APPROVED, decided_at__lt=before)
    for disposal_id in stuck.values_list("pk", flat=True):
        carry_out_disposal.defer(disposal_id=disposal_id)


@app.periodic(cron="20 19 * * *", periodic_id="retention-nightly")
@app.task(name="retention.end_what_is_over", queueing_lock="retention.end_what_is_over")
def end_what_is_over(timestamp: int) -> None:
    """At 02:20 in Vietnam destroy what the schedule ends of itself; a second run finds nothing left."""
    for disposal_id in end_by_schedule(now=datetime.fromtimestamp(timestamp, UTC)):
        carry_out_disposal.defer(disposal_id=disposal_id)


@app.task(name="retention.carry_out_disposal")
def carry_out_disposal(disposal_id: int) -> None:
    """Carry out one approved proposal; a second run finds it done, or goes on where the first was broken off."""
    carry_out(disposal_id=disposal_id, now=clock.now())
