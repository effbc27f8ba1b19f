"""What the journal does at night."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.foundation.audit.seal import seal_chains


@app.periodic(cron="10 18 * * *", periodic_id="audit-seal")
@app.task(name="audit.seal_finished_days", queueing_lock="audit.seal_finished_days")
def seal_finished_days(timestamp: int) -> None:
    """Seal the chains of finished days at 01:10 Vietnamese time; `timestamp` is the planned moment (Unix seconds)."""
    seal_chains(now=datetime.fromtimestamp(timestamp, UTC))
