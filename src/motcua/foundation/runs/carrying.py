"""Carry a long work out so that its run never stays under way after a fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.ui.each_language import Sentence
from motcua.foundation.worktime import clock


@contextmanager
def ended_when_it_fails(*, run_id: str, said: Sentence) -> Iterator[None]:
    """Whatever goes wrong inside ends the run as failed with this sentence, and is raised again for the log."""
    try:
        yield
    except Exception:
        end_run(run_id=run_id, said=said, now=clock.now(), failed=True)
        raise
