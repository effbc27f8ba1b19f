"""What does an act set off? One function for each effect of the closed list in `transitions.Effect`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop import books, charges, notices
from motcua.services.onestop.letter_job import issue_letter
from motcua.services.onestop.models import Dossier, DossierEvent, Outcome, Pause, PauseCause
from motcua.services.onestop.models.history import CAUSES
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import Effect

# two acts stop the clock by what they are; a pause by law says its cause itself


@dataclass(frozen=True)
class Turn:
    """One act as its effects see it: the dossier after it, its event, who did it and when."""

    dossier: Dossier
    event: DossierEvent
    by: Actor
    now: datetime


def perform(effect: Effect, turn: Turn) -> None:
    """Do what the effect says, inside the transaction of the act."""
    _EFFECTS[effect](turn)


def _pause_clock(turn: Turn) -> None:
    """Stop the clock. Before acceptance no clock of the law runs, and there is nothing to stop."""
    if turn.dossier.accepted_at is not None:
        cause = CAUSES.get(Action(turn.event.kind)) or PauseCause(turn.event.payload["cause"])
        Pause.objects.create(dossier=turn.dossier, cause=cause, started_at=turn.event.at)


def _end_pause(turn: Turn) -> None:
    Pause.objects.filter(dossier=turn.dossier, ended_at__isnull=True).update(
        ended_at=Greatest(Value(turn.event.at), F("started_at"))
    )


def _enter_book(turn: Turn) -> None:
    books.enter_acceptance(turn.dossier, by=turn.by, now=turn.now)


def _follow_in_book(turn: Turn) -> None:
    """The line of the dossier says how it ended without a result, or which day was named instead."""
    books.follow(turn.dossier, turn.event, by=turn.by, now=turn.now)


def _enter_result(turn: Turn) -> None:
    """A result that gets its number in an official book gets it when it is decided, and only when it is approved."""
    if turn.event.payload["outcome"] == Outcome.APPROVED:
        books.enter_result(turn.dossier, by=turn.by, now=turn.now)


def _issue_letter(turn: Turn) -> None:
    """Have the letter of this event written and kept as soon as the act is committed."""
    issue_letter.defer(dossier_id=turn.dossier.pk, seq=turn.event.seq)


def _close_charges(turn: Turn) -> None:
    """Nothing is owed any more for a dossier that is not handled to its end."""
    charges.close_all(turn.dossier, Action(turn.event.kind), by=turn.by, now=turn.now)


def _notify(turn: Turn) -> None:
    notices.tell_applicant(turn.dossier, turn.event, now=turn.now)


_EFFECTS: Mapping[Effect, Callable[[Turn], None]] = {
    Effect.PAUSE_CLOCK: _pause_clock,
    Effect.END_PAUSE: _end_pause,
    Effect.ENTER_BOOK: _enter_book,
    Effect.ISSUE_RECEIPT: _issue_letter,
    Effect.ISSUE_SUPPLEMENT_LETTER: _issue_letter,
    Effect.ISSUE_REFUSAL_LETTER: _issue_letter,
    Effect.ISSUE_APOLOGY_LETTER: _issue_letter,
    Effect.ISSUE_STOP_LETTER: _issue_letter,
    Effect.NOTIFY: _notify,
    Effect.CLOSE_CHARGES: _close_charges,
    Effect.FOLLOW_IN_BOOK: _follow_in_book,
    Effect.ENTER_RESULT: _enter_result,
}
