"""One dossier in memory: its row, its events, and what its due times follow from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.population import Place
from motcua.foundation.audit.actor import Actor
from motcua.foundation.worktime.rules import Span
from motcua.services.onestop.change_state import Move, check_possible, turned
from motcua.services.onestop.clocks import Course, Limits, Moments, due_moments, filing_moments, step_moments
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.models.history import CAUSES
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import TRANSITIONS, Effect

BY = Actor.system("benchmark")


@dataclass
class Life:
    """One dossier, its events, and what its due times follow from. `pauses`: cause, beginning, end."""

    place: Place
    dossier: Dossier
    limits: Limits
    staff: Sequence[int]
    chance: random.Random
    now: datetime
    is_helped: bool = False  # filed by somebody else, to which the citizen may object
    events: list[DossierEvent] = field(default_factory=list)
    pauses: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)
    begun: dict[str, datetime] = field(default_factory=dict)
    course: Course | None = None
    waivers: list[int] = field(default_factory=list)

    def may(self, action: Action) -> bool:
        """Tell whether the table and the procedure lead on by this act."""
        try:
            check_possible(self.dossier, action)
        except NotNow:
            return False
        return True

    def turn(self, move: Move) -> None:
        """Have it happen by the core of the one writer, and the clock stop or go on as the table says."""
        event = turned(self.dossier, move, by=BY, now=self.now)
        event.dossier_id = self.dossier.pk
        self.events.append(event)
        if event.step:
            self.begun.setdefault(event.step, event.at)
        effects = TRANSITIONS[move.action].effects
        if Effect.PAUSE_CLOCK in effects and self.dossier.accepted_at is not None:
            self.pauses.append((str(CAUSES.get(move.action) or move.payload["cause"]), event.at, None))
        if Effect.END_PAUSE in effects and self.pauses and self.pauses[-1][2] is None:
            self.pauses[-1] = (*self.pauses[-1][:2], event.at)

    @property
    def document(self) -> ProcedureDocument:
        """The procedure."""
        return self.dossier.procedure_version.content

    def under_way(self) -> Course:
        """Return the course so far, an open pause ended now."""
        assert self.course is not None
        spans = [Span(start, end or max(self.now, start)) for _cause, start, end in self.pauses]
        return self.course._replace(pauses=tuple(spans))

    def counted(self) -> Moments:
        """Return the due times as they follow from the course, with those of the present step."""
        course, key = self.under_way(), self.dossier.step
        whole = due_moments(course, now=self.now)
        step = self.document.step(key)
        return whole | step_moments(course, step, whole, since=self.begun.get(key, self.now), now=self.now)

    def resumed(self) -> Moments:
        """Return the due times once the pause is over; before acceptance those of a new filing."""
        if self.dossier.accepted_at is None:
            return filing_moments(unit_id=self.dossier.receiving_unit_id, now=self.now)
        return self.counted()

    def holder(self) -> int:
        """Return one of the staff."""
        return self.chance.choice(self.staff)
