"""What the holder of a look-up code may know: where the dossier is, what is awaited, until when. Nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import connection
from django.utils.translation import get_language

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.attempts import count_attempt
from motcua.services.onestop.models.procedure import published_document
from motcua.services.onestop.refusals import TooManyAttempts
from motcua.services.onestop.states import DOWNLOADS, FINISHED, PAUSED, STATES, Action, State
from motcua.services.onestop.tokens import address_hash, parse, token_hash

Found = dict[str, Any]  # what the one read gives: moments as ISO 8601, the rest as in the tables

WINDOW = timedelta(minutes=10)
UNPROMISED = PAUSED | {State.REJECTED, State.WITHDRAWN, State.STOPPED}
EXPLAINED = PAUSED | {State.REJECTED, State.STOPPED}  # the last turn says why, and the applicant reads it
MOVES = frozenset({Action.RECEIVE_SUPPLEMENT, Action.CONFIRM_PAYMENT})
ATTEMPTS = 20  # codes that do not exist, from one address in a window: a careful typist needs two or three

# One indexed read gives the whole page: the row, the office's name today, where to ask, and the public history. As one
# JSON value it is read twice as fast as column by column.
_FOUND = """
SELECT json_build_object(
    'id', d.id, 'code', d.code, 'state', d.state, 'step', d.step, 'outcome', d.outcome,
    'filed_at', d.filed_at, 'answer_due_at', d.answer_due_at, 'accepted_at', d.accepted_at, 'due_at', d.due_at,
    'closed_at', d.closed_at, 'deciding_unit', d.deciding_unit_id, 'receiving_unit', d.receiving_unit_id,
    'document', pv.sha256, 'office', v.name, 'office_en', v.name_en,
    'phone', s.settings ->> 'contact_phone',
    'history', (SELECT json_agg(json_build_array(e.kind, e.at,
                       CASE WHEN e.kind IN ('request_supplement', 'request_payment', 'reject', 'stop')
                            THEN e.payload END) ORDER BY e.seq)
                FROM onestop_dossierevent e WHERE e.dossier_id = d.id AND e.public),
    'result_file', CASE WHEN d.result_by = 'online' AND d.state IN ('decided', 'returned')
                        THEN EXISTS (SELECT FROM onestop_dossierpaper p WHERE p.dossier_id = d.id
                                     AND p.source = 'result' AND p.stored_id IS NOT NULL) END)
FROM onestop_dossier d
JOIN onestop_procedureversion pv ON pv.id = d.procedure_version_id
LEFT JOIN units_unitversion v ON v.unit_id = d.office_unit_id AND v.valid @> %(day)s::date
LEFT JOIN units_unitservice s ON s.unit_id = d.receiving_unit_id AND s.service = 'onestop' AND s.stopped_at IS NULL
WHERE d.token_hash = %(token)s
"""


@dataclass(frozen=True)
class Happening:
    """One public turn of the dossier."""

    kind: Action
    at: datetime


@dataclass(frozen=True)
class Status:
    """The page behind the QR code. `due_at` is None before acceptance; then `answer_due_at` says when to expect it.

    `phone` is where the receiving unit wants to be asked.
    """

    dossier_id: int
    receiving_unit_id: int
    code: str
    title: str
    state: State
    stage: StrOrPromise
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
    history: tuple[Happening, ...]
    has_fee: bool  # the procedure asks for one, or the dossier waits for a payment
    has_result_file: bool  # the result can be downloaded by an applicant who proves who they are

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
    def awaits_papers(self) -> bool:
        """Tell whether the applicant has to add something."""
        return self.state is State.AWAITING_SUPPLEMENT

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


def status_by_token(*, text: str, address: str, now: datetime) -> Status | None:
    """Return the page of the dossier with this code; None for a wrong, malformed or unknown one alike.

    `address` is the visitor's; it is kept as a keyed hash. Raises TooManyAttempts for every further code that does not
    exist once there were `ATTEMPTS` of them in a window. A right code is always answered: behind one address stands a
    whole mobile network, and nobody there may be locked out by a neighbour. A guesser gains nothing by that: among
    2**80 codes a million dossiers are met once in 10**18 guesses.
    """
    token = parse(text)
    found = _find({"day": day_of(now), "token": token_hash(token)}) if token is not None else None
    if found:
        return _status(found, now)
    if count_attempt(address_hash(address), window=WINDOW, now=now) > ATTEMPTS:
        raise TooManyAttempts
    return None


def _find(asked: Mapping[str, Any]) -> Found | None:
    """Return what the read finds; asked once more when the database was started anew since the last visitor."""
    try:
        return _read(asked)
    except psycopg.OperationalError:
        if connection.in_atomic_block or not connection.connection.broken:
            raise
    connection.close()
    if pool := getattr(connection, "pool", None):
        pool.check()
    return _read(asked)


def _read(asked: Mapping[str, Any]) -> Found | None:
    """Run the one read, prepared on the server: planning it would take longer than running it."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute(_FOUND, asked, prepare=True).fetchone()
    return row[0] if row else None


def _status(found: Found, now: datetime) -> Status:
    document = published_document(found["document"])
    state = State(found["state"])
    history = found["history"] or ()
    told: Mapping[str, Any] = next((payload for *_, payload in reversed(history) if payload), {})
    told = told if state in EXPLAINED else {}
    current = document.step(found["step"]) if found["step"] else None
    return Status(
        dossier_id=found["id"],
        receiving_unit_id=found["receiving_unit"],
        code=found["code"],
        title=document.title.here(),
        state=state,
        stage=DOWNLOADS[state] if found["result_file"] else STATES[state].citizen_text,
        step_title=current.title.here() if current else "",
        step_text=current.citizen_text.here() if current and state is State.IN_PROCESS else "",
        office=(found["office_en"] if get_language() == "en" else "") or found["office"] or "",
        phone=found["phone"] or "",
        outcome=found["outcome"],
        filed_at=datetime.fromisoformat(found["filed_at"]),
        answer_due_at=datetime.fromisoformat(found["answer_due_at"]),
        due_at=datetime.fromisoformat(found["due_at"]) if found["due_at"] else None,
        left=_time_left(found, state, now),
        asked=tuple(told.get("items", ())),
        reason=told.get("reason", ""),
        legal_ground=told.get("legal_ground", ""),
        history=tuple(Happening(Action(kind), datetime.fromisoformat(at)) for kind, at, _ in history),
        has_fee=not document.fee.free or state is State.AWAITING_PAYMENT,
        has_result_file=bool(found["result_file"]),
    )


def _time_left(found: Found, state: State, now: datetime) -> WorkingTime | None:
    """Return the working time until what is awaited next; None while the clock stands still or is over."""
    if found["closed_at"] or state in {State.DECIDED, *PAUSED}:
        return None
    due, unit = ("due_at", "deciding_unit") if found["accepted_at"] else ("answer_due_at", "receiving_unit")
    return working_time_left(unit_id=found[unit], now=now, due=datetime.fromisoformat(found[due]))
