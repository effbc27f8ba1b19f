"""Every page of staff × every role × own and foreign unit: who reads numbers of people in full, and nobody else does.

The pages are those of the access matrix. Whoever is not named here sees a number masked, or not at all; whoever is has
the present step of the dossier, or has to compare the number with a paper.
"""

import re
from datetime import timedelta

import pytest

from motcua.foundation.people.models import Person
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from tests.doors import ForStaff
from tests.factories.onestop import NOW
from tests.test_access_matrix import DOORS, World, addresses, make_world, undone

PHONE = "0901234567"  # of every applicant of this matrix
GROUPED = re.compile(r"(?<=\d)[ .\u202f\u00a0](?=\d)")
# whose step it is, or who leads the office where it lies (`access.works_on`)
AT_WORK = frozenset({Role.SPECIALIST, Role.LEADER})
# whoever carries a result calls before they come
CARRIES = frozenset({Role.RECEPTIONIST})
# the official book has the columns that the circular prescribes, the contact among them; others see it dotted
KEEPS_BOOKS = frozenset({Role.RECEPTIONIST, Role.CLERK, Role.LEADER})
IN_FULL: dict[str, frozenset[Role]] = {
    "onestop_staff:dossier": AT_WORK,
    "delivery:parcel": CARRIES,
    "delivery:trip": CARRIES,
    "registers:book": KEEPS_BOOKS,
}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two units an hour after their dossiers."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_world()


@pytest.mark.slow
def test_numbers_of_people_are_masked_for_all_but_whoever_works_with_them(world: World) -> None:
    secrets = {number for person in Person.objects.all() if (number := person.identity_number)} | {PHONE}
    found = set()
    for where, place in (("own", world.own), ("foreign", world.foreign)):
        for address in addresses(place):
            if not isinstance(DOORS[address.name], ForStaff):
                continue
            for visitor, client in world.visitors.items():
                with undone(client):
                    answer = client.get(address.path)
                    if answer.streaming:
                        b"".join(answer)  # a file is closed once it has been read
                    if (
                        answer.streaming
                        or answer.status_code != 200
                        or not answer.headers["Content-Type"].startswith("text/html")
                    ):
                        continue
                    page = GROUPED.sub("", answer.content.decode())
                if any(secret in page for secret in secrets):
                    found.add((address.name, visitor, where))
    expected = {(name, role.value, "own") for name, roles in IN_FULL.items() for role in roles}
    assert "\n".join(map(" ".join, sorted(found ^ expected))) == ""
