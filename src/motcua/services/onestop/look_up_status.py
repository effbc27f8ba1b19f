"""What the page behind the QR code says: where the dossier is, what is awaited, until when. Nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.states import CLOSED, FINISHED, PAUSED, STATES, UNPROMISED, Action, State

MOVES = frozenset({Action.RECEIVE_SUPPLEMENT, Action.CONFIRM_PAYMENT, Action.END_PAYMENT, Action.RESUME})


class Happening(NamedTuple):
    """One public turn of the dossier; `cause` says in fixed words why it stopped the clock, "" when it did not."""

    kind: Action
    label: str
    at: datetime
    cause: str = ""


@dataclass(frozen=True)
class Told:
    """A turn that moved the due time and says why: an extension, an apology with a new day, a new calendar.

    `of_answer`: it moved when the filing is answered, for there is no day of return yet.
    """

    kind: Action
    reason: str
    legal_ground: str
    of_answer: bool


@dataclass(frozen=True)
class Status:
    """The page behind the QR code. `due_at` is None before acceptance; then `answer_due_at` says when to expect it.

    It is the one due time people are told: the new day of an apology once there is one. `phone` is where the receiving
    unit wants to be asked.
    """

    dossier_id: int
    receiving_unit_id: int
    code: str
    title: str
    state: State
    state_label: str
    stage: str
    step_title: str
    step_text: str
    office: str
    phone: str
    outcome: str
    filed_at: datetime
    answer_due_at: datetime
    due_at: datetime | None
    left: WorkingTime | None
    asked: tuple[Mapping[str, Any], ...]
    reason: str
    legal_ground: str
    delays: tuple[Told, ...]
    history: tuple[Happening, ...]
    has_fee: bool  # the procedure asks for one, or the dossier waits for a payment
    helped_by: str  # the team and unit that filed for the applicant, no name of a person; "" when nobody did
    is_objected: bool  # the applicant says they never agreed, and nobody has verified it yet
    has_result_file: bool  # the result can be downloaded by an applicant who proves who they are
    destroyed_at: datetime | None  # what the dossier held came to the end of its term

    @property
    def state_code(self) -> int:
        """Return the status code of the national portal."""
        return STATES[self.state].code

    @property
    def promised_at(self) -> datetime | None:
        """Return when the result is due; None before acceptance, while the clock stands still, and when none comes."""
        return None if self.state in UNPROMISED else self.due_at

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock of an accepted dossier stands still."""
        return self.due_at is not None and self.state in PAUSED

    @property
    def was_moved(self) -> bool:
        """Tell whether a pause has moved the due time since the receipt was written."""
        kinds = [entry.kind for entry in self.history]
        since = kinds[kinds.index(Action.ACCEPT) :] if Action.ACCEPT in kinds else []
        return bool(MOVES & set(since))

    @property
    def awaits_payment(self) -> bool:
        """Tell whether the applicant has to pay something."""
        return self.state is State.AWAITING_PAYMENT

    @property
    def awaits_papers(self) -> bool:
        """Tell whether the applicant has to add something."""
        return self.state is State.AWAITING_SUPPLEMENT

    @property
    def is_helped(self) -> bool:
        """Tell whether somebody else filed it, who knows code and number: what is theirs is given at the counter."""
        return bool(self.helped_by)

    @property
    def can_object(self) -> bool:
        """Tell whether the applicant may say now that they never agreed to be helped."""
        return bool(self.helped_by) and not self.is_objected and self.state not in CLOSED

    @property
    def tone(self) -> str:
        """Return the colour of the news: warn when the applicant has to act, bad when it is late or refused."""
        if self.state in PAUSED:
            return "warn"
        if self.state in {State.REJECTED, State.STOPPED} or (self.left is not None and self.left.is_late):
            return "bad"
        return "good" if self.state in FINISHED else "info"

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is awaited."""
        return self.left is None and self.state not in PAUSED
