"""What does the procedure decide about the next stage, and what may stand where strangers read? Pure."""

import re
from collections.abc import Iterable, Sequence

from motcua.foundation.ui.text import fold
from motcua.services.onestop.definition import Office, ProcedureDocument, Step
from motcua.services.onestop.procedure_acts import ways_from
from motcua.services.onestop.states import State

_DIGITS = re.compile(r"\D+")


def state_at(document: ProcedureDocument, step_key: str) -> State:
    """Return the state of an accepted dossier whose clock runs: at the counter it is accepted, later in process."""
    return State.ACCEPTED if step_key == document.steps[0].key else State.IN_PROCESS


def decision_step(document: ProcedureDocument) -> Step:
    """Return the step at which the leader decides: the one before the result is returned."""
    return document.steps[-2]


def may_go(document: ProcedureDocument, *, at: str, to: str) -> bool:
    """Tell whether a dossier may be handed from step `at` to step `to`.

    Forwards one step at a time up to the decision, backwards to any step, or to a colleague in the same step, unless
    the procedure says otherwise.
    """
    return any(step.key == at for step in document.steps) and to in ways_from(document, at)


def next_step(document: ProcedureDocument, at: str) -> Step | None:
    """Return the first step after `at` that work is handed on to; None at the decision, which is decided instead."""
    keys = [step.key for step in document.steps]
    onward = [key for key in ways_from(document, at) if keys.index(key) > keys.index(at)]
    return document.step(onward[0]) if onward else None


def office_of(step: Step, *, receiving_unit_id: int, deciding_unit_id: int) -> int:
    """Return the unit where a step is done."""
    return receiving_unit_id if step.office is Office.RECEIVING else deciding_unit_id


def names_somebody(texts: Iterable[str], *, full_name: str, numbers: Sequence[str]) -> bool:
    """Tell whether one of `texts` has the person's full name, or one of their numbers (identity, telephone) in it.

    Whoever holds the receipt reads these texts at the look-up, so they must not say who the applicant is.
    """
    name = f" {fold(full_name)} "
    digits = [bare for number in numbers if len(bare := _DIGITS.sub("", number)) >= 9]  # noqa: PLR2004 - not a date
    for text in texts:
        words = "".join(letter if letter.isalnum() else " " for letter in fold(text))
        if name in f" {' '.join(words.split())} " or any(number in _DIGITS.sub("", text) for number in digits):
            return True
    return False
