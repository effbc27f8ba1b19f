"""Open dossiers whose due times are right by the clock: what counting again is measured on.

Written straight into the tables like `population`, but accepted under real limits, so that nothing moves until the
calendar does.
"""

import json
import random
import uuid
from datetime import datetime, timedelta

from django.db import connection

from benchmarks.population import (
    CHUNK,
    DOSSIER_COLUMNS,
    DOSSIERS,
    EVENT_COLUMNS,
    EVENTS,
    Place,
    Row,
    begun,
    copy,
    people,
    places,
)
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.clocks import Course, Limits, due_moments, filing_moments, limits_on, step_moments
from motcua.services.onestop.definition import Step
from motcua.services.onestop.models import Dossier, ProcedureVersion
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.tokens import token_hash, token_of

MARK = "OPEN"
YOUNGEST, OLDEST = timedelta(hours=1), timedelta(days=3)
_NAMESPACE = uuid.UUID("0b7c2c6e-0df5-4e0e-8a86-6c1f3a3a7c55")


def grow_to(wanted: int, *, now: datetime) -> None:
    """Add open dossiers until there are `wanted`, accepted in the last days and in their second step."""
    have = Dossier.objects.filter(code__startswith=f"{MARK}-").count()
    if have >= wanted:
        return
    office = _Office(now, random.Random(have))
    base = (Dossier.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1 - have
    with connection.cursor() as cursor:
        for start in range(have, wanted, CHUNK):
            made = [office.dossier(base + number, number) for number in range(start, min(start + CHUNK, wanted))]
            copy(cursor, DOSSIERS, DOSSIER_COLUMNS, [dossier for dossier, _events in made])
            copy(cursor, EVENTS, EVENT_COLUMNS, [event for _dossier, events in made for event in events])
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('onestop_dossier', 'id'), (SELECT max(id) FROM onestop_dossier))"
        )
        cursor.execute("VACUUM ANALYZE onestop_dossier, onestop_dossierevent")
        cursor.execute("CHECKPOINT")  # filling ends here: what is measured afterwards shares the disk with none of it


class _Office:
    """What the rows are made of: the same chance gives the same office."""

    def __init__(self, now: datetime, chance: random.Random) -> None:
        self.now, self.chance = now, chance
        self.people = people(now)
        self.places = places()
        self.known: dict[int, tuple[Limits, Step]] = {}
        for place in self.places:
            version = ProcedureVersion.objects.get(pk=place.version_id)
            units = (place.deciding, place.receiving)
            self.known[place.version_id] = (limits_on(version, units=units, now=now), version.content.steps[1])

    def dossier(self, key: int, number: int) -> tuple[Row, list[Row]]:
        """Return the row of a dossier and the rows of its events."""
        place = self.chance.choice(self.places)
        limits, step = self.known[place.version_id]
        accepted = self.now - YOUNGEST - (OLDEST - YOUNGEST) * self.chance.random()
        filed = accepted - timedelta(minutes=5)
        told = json.dumps({"limits": limits.as_json(), "sets": {}})
        answer = filing_moments(unit_id=place.receiving, now=filed)["answer_due_at"]
        asked = json.dumps({"sets": {"answer_due_at": answer.isoformat()}})
        plain = '{"sets": {}}'
        first, second = place.steps[0], place.steps[1]
        events: list[Row] = [
            (
                *(key, 1, filed, Action.SUBMIT, "system", "benchmark", "", State.SUBMITTED, ""),
                *(place.receiving, True, asked),
            ),
            (
                *(key, 2, accepted, Action.ACCEPT, "system", "benchmark", State.SUBMITTED, State.ACCEPTED, first),
                *(place.receiving, True, told),
            ),
            (
                *(key, 3, accepted, Action.HAND_OVER, "system", "benchmark", State.ACCEPTED, State.IN_PROCESS, second),
                *(place.deciding, True, plain),
            ),
        ]
        return self._row((key, number), place, (filed, answer, accepted), limits, step), events

    def _row(
        self, numbers: tuple[int, int], place: Place, times: tuple[datetime, ...], limits: Limits, step: Step
    ) -> Row:
        (key, number), (filed, answer, accepted) = numbers, times
        course = Course(place.deciding, accepted, limits)
        whole = due_moments(course, now=accepted)
        moments = whole | step_moments(course, step, whole, since=accepted, now=accepted)
        person, name = self.chance.choice(self.people)
        code = f"{MARK}-{filed.astimezone(ZONE):%y%m%d}-{number:07d}"
        uid = uuid.uuid5(_NAMESPACE, str(number))
        return (
            *(key, code, uid, token_hash(token_of(uid)), place.procedure_id, place.version_id, person, "{}", "online"),
            *("vi", "", "", "counter", "{}", f"{name} {code.lower()}", State.IN_PROCESS, step.key),
            *(place.receiving, place.deciding, place.deciding, "", filed, answer, accepted),
            *(moments[name] for name in ("law_due_at", "due_at", "step_due_at", "next_due_at", "amber_at", "red_at")),
            *(None, None, 3, json.dumps(limits.as_json()), begun([(place.steps[0], accepted), (step.key, accepted)])),
        )
