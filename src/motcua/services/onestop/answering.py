"""How long did online filings wait for their answer? Pure: from the events before acceptance, by a working calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from motcua.services.onestop.models import DossierEvent
from motcua.services.onestop.states import Action, State

MOVES = frozenset({Action.RECOUNT})  # a new calendar: the answer is due at another time, which the applicant is told
ASKS = frozenset({Action.SUBMIT, Action.RECEIVE_SUPPLEMENT})
ANSWERS = frozenset({Action.ACCEPT, Action.REJECT, Action.REQUEST_SUPPLEMENT})
SHARES = (50, 90, 99)


@dataclass(frozen=True)
class Answer:
    """A filing, or what was added to it, and its answer: when it came, when an answer was due, when it was given."""

    dossier_id: int
    unit_id: int
    asked_at: datetime
    due_at: datetime
    answered_at: datetime

    @property
    def is_kept(self) -> bool:
        """Tell whether the answer came in time."""
        return self.answered_at <= self.due_at


@dataclass(frozen=True)
class Answered:
    """What the answers of a period come to: how many, how many in time, and the working minutes by percentile."""

    count: int
    kept: int
    minutes: dict[int, int]


def answers_in(events: Iterable[DossierEvent], *, since: datetime, until: datetime) -> list[Answer]:
    """Return the answers given in [since, until); `events` come by dossier and in their order.

    Only what was answered before acceptance counts: a request for papers, acceptance or refusal, and each answer to
    what was added in between. An answer is due when the row of the dossier said so last (`told_answer_due`).
    """
    answers = []
    asked: DossierEvent | None = None
    due: datetime | None = None
    for event in events:
        kind = Action(event.kind)
        if asked is not None and asked.dossier_id != event.dossier_id:
            asked = due = None
        if kind in ASKS and event.to_state == State.SUBMITTED:
            asked, due = event, told_answer_due(event)
        elif kind in MOVES and asked is not None:
            due = told_answer_due(event) or due
        elif kind in ANSWERS and event.from_state == State.SUBMITTED and asked is not None and due is not None:
            if since <= event.at < until:
                answers.append(Answer(event.dossier_id, event.office_unit_id, asked.at, due, event.at))
            asked = due = None
    return answers


def told_answer_due(event: DossierEvent) -> datetime | None:
    """Return when the answer is due after an event, None when the event left that alone: as the fold of a history."""
    told = event.payload.get("sets", {}).get("answer_due_at")
    return datetime.fromisoformat(told) if told else None


def summed_up(answers: Sequence[Answer], minutes_of: Callable[[Answer], int]) -> Answered:
    """Return the count, what was kept, and p50, p90 and p99 of the working minutes that `minutes_of` measures."""
    minutes = sorted(minutes_of(answer) for answer in answers)
    kept = sum(answer.is_kept for answer in answers)
    return Answered(len(answers), kept, {share: percentile(minutes, share) for share in SHARES} if minutes else {})


def percentile(ordered: Sequence[int], share: int) -> int:
    """Return the smallest value that `share` per cent of the ordered values do not exceed (nearest rank)."""
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)]
