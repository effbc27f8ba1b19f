"""What the holder of a look-up code may know: where the dossier is, what is awaited, until when. Nothing personal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import get_language

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.attempts import count_attempt
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.happened import HAPPENED
from motcua.services.onestop.look_up_status import Happening, Status, Told
from motcua.services.onestop.models.history import CAUSES, PauseCause
from motcua.services.onestop.models.procedure import published_document
from motcua.services.onestop.own_words import reason_here
from motcua.services.onestop.refusals import TooManyAttempts
from motcua.services.onestop.states import (
    CARRIED,
    DOWNLOADS,
    PAUSED,
    STATES,
    Action,
    State,
)
from motcua.services.onestop.tokens import address_hash, parse, token_hash

Found = dict[str, Any]  # what the one read gives: moments as ISO 8601, the rest as in the tables

WINDOW = timedelta(minutes=10)
EXPLAINED = PAUSED | {State.REJECTED, State.STOPPED}  # the last turn says why, and the applicant reads it
DELAYS = frozenset({Action.EXTEND, Action.APOLOGISE, Action.RECOUNT})
ATTEMPTS = 20  # codes that do not exist, from one address in a window: a careful typist needs two or three

# One indexed read gives the whole page: the row, the office's name today, where to ask, and the public history. As one
# JSON value it is read twice as fast as column by column; inner questions start faster than joins of one row.
_FOUND = """
SELECT json_build_object(
    'id', d.id, 'code', d.code, 'state', d.state, 'step', d.step, 'outcome', d.outcome,
    'filed_at', d.filed_at, 'answer_due_at', d.answer_due_at, 'accepted_at', d.accepted_at,
    'due_at', CASE WHEN d.due_at IS NOT NULL THEN d.next_due_at END,
    'closed_at', d.closed_at, 'deciding_unit', d.deciding_unit_id, 'receiving_unit', d.receiving_unit_id,
    'document', (SELECT sha256 FROM onestop_procedureversion WHERE id = d.procedure_version_id),
    'office', (SELECT json_build_array(v.name, v.name_en) FROM units_unitversion v
               WHERE v.unit_id = d.office_unit_id AND v.valid @> %(day)s::date),
    'phone', (SELECT s.settings ->> 'contact_phone' FROM units_unitservice s
              WHERE s.unit_id = d.receiving_unit_id AND s.service = 'onestop' AND s.stopped_at IS NULL),
    'history', (SELECT json_agg(json_build_array(e.kind, e.at,
                       CASE WHEN e.kind IN ('request_supplement', 'request_payment', 'pause', 'extend', 'apologise',
                                            'reject', 'stop') THEN e.payload END) ORDER BY e.seq)
                FROM onestop_dossierevent e WHERE e.dossier_id = d.id AND e.public),
    'carried', CASE WHEN d.state = 'decided' THEN (SELECT p.way FROM onestop_parcel p WHERE p.dossier_id = d.id
                    AND p.state IN ('ready', 'on_the_way', 'not_at_home', 'posted', 'lost')) END,
    'result_file', CASE WHEN d.result_by = 'online' AND d.state IN ('decided', 'returned')
                        THEN EXISTS (SELECT FROM onestop_dossierpaper p WHERE p.dossier_id = d.id
                                     AND p.source = 'result' AND p.stored_id IS NOT NULL) END,
    'helped_by', json_build_array(d.helper ->> 'under', d.helper ->> 'under_en'), 'objected', d.objected_at IS NOT NULL,
    'destroyed_at', d.destroyed_at)
FROM onestop_dossier d
WHERE d.token_hash = %(token)s
"""


@dataclass(frozen=True)
class _Words:
    """The fixed words of the page in one language."""

    states: Mapping[State, str]
    stages: Mapping[State, str]
    downloads: Mapping[State, str]
    carried: Mapping[str, str]
    turns: Mapping[Action, str]
    causes: Mapping[str, str]


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
    moved = _moved(document, history, is_accepted=found["accepted_at"] is not None)
    current = document.step(found["step"]) if found["step"] else None
    language = get_language() or settings.LANGUAGE_CODE
    words = _words(language)
    return Status(
        dossier_id=found["id"],
        receiving_unit_id=found["receiving_unit"],
        code=found["code"],
        title=document.title.here(),
        state=state,
        state_label=words.states[state],
        stage=_stage(words, state, found),
        step_title=current.title.here() if current else "",
        step_text=current.citizen_text.here() if current and state is State.IN_PROCESS else "",
        office=_name_in(language, *(found["office"] or ("", ""))),
        phone=found["phone"] or "",
        outcome=found["outcome"],
        filed_at=datetime.fromisoformat(found["filed_at"]),
        answer_due_at=datetime.fromisoformat(found["answer_due_at"]),
        due_at=datetime.fromisoformat(found["due_at"]) if found["due_at"] else None,
        left=_time_left(found, state, now),
        asked=tuple(_asked_here(document, item) for item in told.get("items", ())),
        reason=document.said_here(reason_here(told)),
        legal_ground=told.get("legal_ground", ""),
        delays=tuple(moved),
        history=tuple(_happening(words, *turn) for turn in history),
        has_fee=not document.fee.free or state is State.AWAITING_PAYMENT,
        helped_by=_name_in(language, *(each or "" for each in found["helped_by"])),
        is_objected=found["objected"],
        has_result_file=bool(found["result_file"]),
        destroyed_at=datetime.fromisoformat(found["destroyed_at"]) if found["destroyed_at"] else None,
    )


def _asked_here(document: ProcedureDocument, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is asked for as the reader has it; what has no key goes by its title, which stays."""
    return {**item, "title": document.said_here(item["title"])} if item.get("key") else item


def _moved(document: ProcedureDocument, history: Sequence[Any], *, is_accepted: bool) -> list[Told]:
    """Return what moved the due time that is told now: of the answer until it is accepted, of the result afterwards."""
    kinds = [kind for kind, *_rest in history]
    since = kinds.index(Action.ACCEPT) if is_accepted and Action.ACCEPT in kinds else 0
    told = [(kind, payload) for kind, _at, payload in history[since:] if kind in DELAYS]
    return [Told(Action(kind), *_why(document, payload), of_answer=not is_accepted) for kind, payload in told]


def _stage(words: _Words, state: State, found: Found) -> str:
    """Return what the applicant reads: whoever gets the result brought is not asked to come for it."""
    if found["result_file"]:
        return words.downloads[state]
    return words.carried[found["carried"]] if found["carried"] else words.stages[state]


def _name_in(language: str, vietnamese: str, english: str) -> str:
    return (english if language == "en" else "") or vietnamese


def _happening(words: _Words, kind: str, at: str, payload: Mapping[str, Any] | None) -> Happening:
    """Return a turn; of what stopped the clock only the cause is told, once it is over too, and no official's words."""
    action = Action(kind)
    cause = (payload or {}).get("cause", "") if action is Action.PAUSE else CAUSES.get(action, "")
    return Happening(action, words.turns[action], datetime.fromisoformat(at), words.causes.get(cause, ""))


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    """Look the fixed words up once: asking the catalogue for each took a tenth of the time of the page."""
    with translation.override(language):
        return _Words(
            states={state: str(state.label) for state in State},
            stages={state: str(row.citizen_text) for state, row in STATES.items()},
            downloads={state: str(text) for state, text in DOWNLOADS.items()},
            carried={way: str(text) for way, text in CARRIED.items()},
            turns={action: str(HAPPENED[action]) for action in Action},
            causes={cause.value: str(cause.label).lower() for cause in PauseCause},
        )


def _why(document: ProcedureDocument, payload: Mapping[str, Any] | None) -> tuple[str, str]:
    told = payload or {}
    return document.said_here(reason_here(told)), told.get("legal_ground", "")


def _time_left(found: Found, state: State, now: datetime) -> WorkingTime | None:
    """Return the working time until what is awaited next; None while the clock stands still or is over."""
    if found["closed_at"] or state in {State.DECIDED, *PAUSED}:
        return None
    due, unit = ("due_at", "deciding_unit") if found["accepted_at"] else ("answer_due_at", "receiving_unit")
    return working_time_left(unit_id=found[unit], now=now, due=datetime.fromisoformat(found[due]))
