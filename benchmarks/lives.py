"""Random lives of dossiers, drawn in memory: what may happen is read from the table of states and the procedure."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchmarks.life import Life
from benchmarks.life_acts import ACTS, SELDOM, WEIGHTS, submitted
from benchmarks.population import Place, people, places
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.clocks import Limits, limits_on
from motcua.services.onestop.models import Channel, Dossier, ProcedureVersion
from motcua.services.onestop.tokens import token_hash, token_of

MARK = "HIST"
OLDEST = 120  # days
REST = timedelta(hours=20)  # between two acts, on average
LONGEST = 40  # acts
HELPED = 1 / 5  # of all filings


@dataclass
class Office:
    """What lives are drawn from: the same chance gives the same lives."""

    chance: random.Random
    now: datetime
    places: list[Place]
    versions: dict[int, ProcedureVersion]
    people: list[tuple[int, str]]
    staff: list[int]
    known: dict[Place, Limits] = field(default_factory=dict)

    @classmethod
    def open(cls, chance: random.Random, now: datetime) -> Office:
        """Return the office of the stored offers, people and staff."""
        offered = places()
        versions = ProcedureVersion.objects.defer("document").in_bulk({place.version_id for place in offered})
        staff = list(Staff.objects.order_by("pk").values_list("pk", flat=True))
        return cls(chance, now, offered, versions, people(now), staff)

    def limits(self, place: Place) -> Limits:
        """Return the limits in force for what is accepted there."""
        if place not in self.known:
            units = (place.deciding, place.receiving)
            self.known[place] = limits_on(self.versions[place.version_id], units=units, now=self.now)
        return self.known[place]

    def live(self, key: int) -> Life:
        """Return the life of the dossier with this id, filed some time in the last months."""
        place, (person, name) = self.chance.choice(self.places), self.chance.choice(self.people)
        filed = self.now - timedelta(days=OLDEST) * self.chance.random()
        uid = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        dossier = Dossier(
            id=key,
            code=f"{MARK}-{filed.astimezone(ZONE):%y%m%d}-{key:07d}",
            uid=uid,
            token_hash=token_hash(token_of(uid)),
            procedure_id=place.procedure_id,
            procedure_version=self.versions[place.version_id],
            applicant_id=person,
            channel=Channel.ONLINE,
            search_key=name,
            office_unit_id=place.receiving,
        )
        is_helped = self.chance.random() < HELPED
        life = Life(place, dossier, self.limits(place), self.staff, self.chance, filed, is_helped)
        pass_by(life, until=self.now)
        return life


def pass_by(life: Life, *, until: datetime) -> None:
    """Let random things happen, as the table and the procedure allow, until it ends or `until` is reached."""
    life.turn(submitted(life))
    while not life.dossier.is_closed and len(life.events) < LONGEST:
        life.now += REST * life.chance.expovariate(1)
        if life.now > until:
            return
        acts = [action for action in ACTS if life.may(action)]
        action = life.chance.choices(acts, [WEIGHTS.get(each, SELDOM) for each in acts])[0]
        if (move := ACTS[action](life)) is not None:
            life.turn(move)
