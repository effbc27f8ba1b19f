"""Say how far a long work is."""

from motcua.foundation.runs.models import ENDED, Run, RunState
from motcua.foundation.ui.each_language import Sentence


def advance_run(*, run_id: str, done: int, said: Sentence) -> None:
    """Say that `done` steps are done and what the last one was; seen at once, so call it outside a transaction."""
    Run.objects.filter(pk=run_id).exclude(state__in=ENDED).update(state=RunState.RUNNING, done=done, said=said)
