"""Say how a long work ended."""

from datetime import datetime

from motcua.foundation.runs.models import ENDED, Run, RunState
from motcua.foundation.ui.each_language import Sentence


def end_run(*, run_id: str, said: Sentence, now: datetime, failed: bool = False, address: str = "") -> None:
    """Say that the work is over, and where its result is if that was not known before; an ended run stays as it is."""
    run = Run.objects.exclude(state__in=ENDED).filter(pk=run_id).first()
    if run is None:
        return
    run.state = RunState.FAILED if failed else RunState.DONE
    run.done = run.done if failed else run.total
    run.said, run.ended_at, run.address = said, now, address or run.address
    run.save(update_fields=["state", "done", "said", "ended_at", "address"])
