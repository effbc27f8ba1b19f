"""Write into the log of a contest: the one way an event comes into being, and what is told to the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.foundation.audit import journal
from motcua.foundation.audit.rules import JSON
from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Kind
from motcua.replication.contest.models import Contest, ContestEvent


@dataclass(frozen=True)
class Happening:
    """What is to be written: an event without its number, moment and writer."""

    kind: Kind
    round: str = ""
    entry_id: int | None = None
    judge_id: int | None = None
    criterion_id: int | None = None
    question_id: int | None = None
    value: Decimal | None = None
    choice: str = ""
    reason: str = ""


def append(contest: Contest, happenings: Iterable[Happening], *, by: Staff, now: datetime) -> None:
    """Append events in order; the contest must be locked, so that their numbers have no gaps and no twins."""
    events = [
        ContestEvent(contest=contest, seq=seq, at=now, actor_staff=by, **vars(happening))
        for seq, happening in enumerate(happenings, start=contest.last_seq + 1)
    ]
    ContestEvent.objects.bulk_create(events)
    contest.last_seq += len(events)
    contest.save(update_fields=["last_seq"])


def tell_journal(
    contest: Contest, action: str, *, by: Staff, now: datetime, detail: Mapping[str, JSON] | None = None
) -> None:
    """Write the act into the journal of the organising unit."""
    journal.record(
        actor=by.as_actor(),
        unit_id=contest.unit_id,
        action=f"contest.{action}",
        target=("contest", str(contest.pk)),
        now=now,
        detail=detail or {},
    )
