"""A large office: as many dossiers as a benchmark asks for, written straight into the tables.

Only benchmarks do this: a million dossiers through the actions would take hours, and what is measured is reading. The
rows keep every constraint of the tables, and units, staff and procedures come from the demo.
"""

import json
import random
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.demo.residents import full_name
from motcua.foundation.people.identity import blind_index, seal
from motcua.foundation.people.models import Person
from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.ui.text import fold
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.clocks import Limits
from motcua.services.onestop.models import Dossier, ProcedureOffer
from motcua.services.onestop.replay import begun_with
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.tokens import token_hash, token_of

PEOPLE = 20_000
MARK = "BENCH"
OPEN_SHARE = 0.1
# what a search finds a dossier by, of the dossier or person with a number: telephones are dense enough to be alike
PHONE = "'09' || lpad((n * 7919 % 100000000)::text, 8, '0')"
PARCEL = "'thua' || n / 1200 % 400 + 1 || 'to' || n / 10 % 120 + 1"
SEARCHABLE = f"""
UPDATE onestop_dossier SET contact_phone = {PHONE},
       search_key = search_key || CASE WHEN n % 10 = 0 THEN ' ' || {PARCEL} ELSE '' END
FROM (SELECT id AS key, right(code, 7)::bigint AS n FROM onestop_dossier WHERE code LIKE '{MARK}-%') numbered
WHERE id = key AND contact_phone = ''
"""  # noqa: S608 - our own words
CHUNK = 50_000
DOSSIERS = "onestop_dossier"
EVENTS = "onestop_dossierevent"
_LIMITS = json.dumps(Limits(Limit(8, TimeUnit.CALENDAR_DAY)).as_json())
_NAMESPACE = uuid.UUID("6f9c9a52-7f0f-4d0a-9b43-5b8d5b3f2a11")

Row = tuple[object, ...]
Happening = tuple[datetime, Action, str, State, str, int]
DOSSIER_COLUMNS = (
    *("id", "code", "uid", "token_hash", "procedure_id", "procedure_version_id", "applicant_id", "helper", "channel"),
    *("language", "contact_email", "contact_phone", "result_by", "answers", "search_key", "state", "step"),
    *("receiving_unit_id", "deciding_unit_id", "office_unit_id", "outcome", "filed_at", "answer_due_at"),
    *("accepted_at", "law_due_at", "due_at", "step_due_at", "next_due_at", "amber_at", "red_at", "finished_at"),
    *("closed_at", "version", "limits", "steps_begun"),
)
EVENT_COLUMNS = (
    *("dossier_id", "seq", "at", "kind", "actor_kind", "actor_name", "from_state", "to_state", "step"),
    *("office_unit_id", "public", "payload"),
)


@dataclass(frozen=True)
class Place:
    """A procedure as one unit offers it."""

    procedure_id: int
    version_id: int
    receiving: int
    deciding: int
    steps: tuple[str, ...]


def uid_of(number: int) -> uuid.UUID:
    """Return the UUID of the benchmark's dossier with this number, the same in every run."""
    return uuid.uuid5(_NAMESPACE, str(number))


def count() -> int:
    """Return how many benchmark dossiers are stored."""
    return Dossier.objects.filter(code__startswith=f"{MARK}-").count()


def grow_to(wanted: int, *, now: datetime) -> None:
    """Add dossiers until there are `wanted`, in the order of their filing as the platform adds them; the last tenth is
    open.
    """
    have = count()
    if have >= wanted:
        return
    office = _Office(places(), people(now), random.Random(have), now, range(have, wanted))
    base = (Dossier.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1 - have
    with connection.cursor() as cursor:
        for start in range(have, wanted, CHUNK):
            made = [office.dossier(base + number, number) for number in range(start, min(start + CHUNK, wanted))]
            copy(cursor, DOSSIERS, DOSSIER_COLUMNS, [dossier for dossier, _events in made])
            copy(cursor, EVENTS, EVENT_COLUMNS, [event for _dossier, events in made for event in events])
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('onestop_dossier', 'id'), (SELECT max(id) FROM onestop_dossier))"
        )
        cursor.execute("VACUUM ANALYZE")


def places() -> list[Place]:
    """Return every procedure as the demo's units offer it."""
    offers = ProcedureOffer.objects.filter(closed_at__isnull=True).select_related("procedure")
    versions = {
        version.procedure_id: version for offer in offers for version in offer.procedure.versions.order_by("number")
    }
    return [
        Place(
            offer.procedure_id,
            versions[offer.procedure_id].pk,
            offer.unit_id,
            offer.deciding_unit_id,
            tuple(step.key for step in versions[offer.procedure_id].content.steps),
        )
        for offer in offers
    ]


def people(now: datetime) -> list[tuple[int, str]]:
    """Return id and search key of the people who file, made when there are none."""
    chance = random.Random(1)
    stored = list(Person.objects.filter(full_name__endswith=f"({MARK})").values_list("id", "search_key"))
    if stored:
        return stored
    people = []
    for _ in range(PEOPLE):
        name = f"{full_name(chance, chance.choice(('male', 'female')))} ({MARK})"
        people.append(
            Person(
                kind="citizen",
                full_name=name,
                sort_key=fold(name),
                search_key=fold(name),
                created_at=now,
                updated_at=now,
            )
        )
    return [(person.pk, person.search_key) for person in Person.objects.bulk_create(people, batch_size=2000)]


def make_searchable() -> None:
    """Give every dossier a telephone, every tenth a land parcel, and every person an identity number."""
    nameless = list(Person.objects.filter(full_name__endswith=f"({MARK})", identity_index__isnull=True).order_by("pk"))
    for person in nameless:
        number = identity_of(person.pk)
        person.identity_kind = IdentityKind.CCCD
        person.identity_cipher = seal(IdentityKind.CCCD, number)
        person.identity_index = blind_index(IdentityKind.CCCD, number)
    fields = ["identity_kind", "identity_cipher", "identity_index"]
    Person.objects.bulk_update(nameless, fields, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute(SEARCHABLE)
        if cursor.rowcount:
            cursor.execute("VACUUM ANALYZE onestop_dossier, people_person")


def identity_of(person_id: int) -> str:
    """Return the identity number of the benchmark's person with this id."""
    return f"0790{50 + person_id % 50:02d}{person_id % 10**6:06d}"


@dataclass(frozen=True)
class _Office:
    """What the rows are made of: the same `chance` gives the same office."""

    places: list[Place]
    people: list[tuple[int, str]]
    chance: random.Random
    now: datetime
    numbers: range

    def dossier(self, key: int, number: int) -> tuple[Row, list[Row]]:
        """Return the row of a dossier and the rows of its events."""
        chance = self.chance
        place = chance.choice(self.places)
        age = 1 - (number - self.numbers.start) / len(self.numbers)  # 1: the first one
        is_open = age <= OPEN_SHARE
        filed = self.now - timedelta(days=_days_ago(age), hours=1)
        accepted = filed + timedelta(hours=2)
        decided = accepted + timedelta(days=3 + 6 * chance.random())
        history = [
            (filed, Action.SUBMIT, "", State.SUBMITTED, "", place.receiving),
            (accepted, Action.ACCEPT, State.SUBMITTED, State.ACCEPTED, place.steps[0], place.receiving),
            (accepted, Action.HAND_OVER, State.ACCEPTED, State.IN_PROCESS, place.steps[1], place.deciding),
        ]
        if not is_open:
            closed = decided + timedelta(days=1)
            history += [
                (decided, Action.DECIDE, State.IN_PROCESS, State.DECIDED, place.steps[-1], place.receiving),
                (closed, Action.RETURN, State.DECIDED, State.RETURNED, place.steps[-1], place.receiving),
            ]
        events: list[Row] = [
            (key, seq, at, kind, "system", "benchmark", source, target, step, unit, True, _payload(kind, accepted))
            for seq, (at, kind, source, target, step, unit) in enumerate(history, start=1)
        ]
        return self._row(key, number, place, history), events

    def _row(self, key: int, number: int, place: Place, history: list[Happening]) -> Row:
        filed, accepted = history[0][0], history[1][0]
        *_, last_at, state, step, office = (None, history[-1][0], *history[-1][3:])
        is_open = state == State.IN_PROCESS
        finished, closed = (None, None) if is_open else (history[-2][0], last_at)
        due = accepted + timedelta(days=8)
        person, name = self.chance.choice(self.people)
        code = f"{MARK}-{filed.astimezone(ZONE):%y%m%d}-{number:07d}"
        uid = uid_of(number)
        return (
            *(key, code, uid, token_hash(token_of(uid)), place.procedure_id, place.version_id, person, "{}", "online"),
            *("vi", "", "", "counter", "{}", f"{name} {code.lower()}", state, step),
            *(place.receiving, place.deciding, office, "" if is_open else "approved", filed, accepted),
            *(accepted, due + timedelta(days=2), due, due, due, accepted + (due - accepted) / 2),
            *(
                accepted + (due - accepted) * 0.8,
                finished,
                closed,
                len(history),
                _LIMITS,
                begun((each[4], each[0]) for each in history),
            ),
        )


def _days_ago(age: float) -> float:
    """Return how many days ago a dossier was filed: the open ones in the last fifteen, the others within the year."""
    if age <= OPEN_SHARE:
        return 15 * age / OPEN_SHARE
    return 15 + 345 * (age - OPEN_SHARE) / (1 - OPEN_SHARE)


def _payload(kind: Action, accepted: datetime) -> str:
    """Return what an event tells: a filing says when its answer is due, an acceptance under which limits."""
    if kind is Action.ACCEPT:
        return f'{{"limits": {_LIMITS}, "sets": {{}}}}'
    return json.dumps({"sets": {"answer_due_at": accepted.isoformat()} if kind is Action.SUBMIT else {}})


def begun(entered: Iterable[tuple[str, datetime]]) -> str:
    """Return as JSON when each step was first entered, of steps and moments in order."""
    first: Mapping[str, str] = {}
    for step, at in entered:
        first = begun_with(first, step, at)
    return json.dumps(first)


def copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:  # noqa: ANN401 - its own
    """Write rows straight into a table."""
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)
