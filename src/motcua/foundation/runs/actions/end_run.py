"""Say how a long work ended."""

from datetime import datetime

from motcua.foundation.runs.models import ENDED, Run, RunState


def end_run(*, run_id: str, said: str, now: datetime, failed: bool = False) -> None:
    """Say that the work is over; a run that has ended stays as it is."""
    run = Run.objects.exclude(state__in=ENDED).filter(pk=run_id).first()
    if run is None:
        return
    run.state = RunState.FAILED if failed else RunState.DONE
    run.done = run.done if failed else run.total
    run.said, run.ended_at = said[:500], now
    run.save(update_fields=["state", "done", "said", "ended_at"])
