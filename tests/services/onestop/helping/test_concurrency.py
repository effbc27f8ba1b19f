"""Two presses at once: one dossier, one membership. And what goes wrong without the locks."""

from threading import Barrier
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, OperationalError

from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.models import AdvisoryTeam, Dossier, HelpedFiling, TeamMember
from tests.factories.helping import FIRST_DAY, Helpers, fill_in, make_filing, make_helpers
from tests.factories.onestop import NOW
from tests.factories.units import make_staff
from tests.hands import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 4


@pytest.fixture
def place() -> Helpers:
    return make_helpers()


def test_many_presses_at_once_file_one_dossier(place: Helpers) -> None:
    helped = make_filing(place)
    fill_in(helped)
    assert at_once(lambda: submit_filing(filing_id=helped.pk, by=place.helper, now=NOW), HANDS) == [""] * HANDS
    assert HelpedFiling.objects.get().dossier == Dossier.objects.get()


def joined(place: Helpers, newcomer: Staff, faults: list[int]) -> list[str]:
    def join() -> None:
        try:
            add_member(
                team_id=place.team.pk, staff_id=newcomer.pk, first_day=FIRST_DAY, by=place.office.leader, now=NOW
            )
        except (IntegrityError, OperationalError):
            faults.append(1)

    return at_once(join, HANDS)


def test_whoever_is_taken_in_at_once_by_many_is_a_member_once(place: Helpers) -> None:
    newcomer = make_staff(role=Role.VOLUNTEER, unit=place.office.unit)
    faults: list[int] = []
    assert joined(place, newcomer, faults) == ["", *["member_known"] * (HANDS - 1)]
    assert (TeamMember.objects.filter(staff=newcomer).count(), faults) == (1, [])


def test_without_the_lock_the_database_alone_stops_the_second(place: Helpers) -> None:
    """By the constraint of overlapping spans, or as a deadlock: each waits to see what becomes of the other."""
    newcomer = make_staff(role=Role.VOLUNTEER, unit=place.office.unit)
    faults: list[int] = []
    together, create = Barrier(HANDS), TeamMember.objects.create

    def create_together(**given: Any) -> TeamMember:
        together.wait()  # everybody has looked before anybody writes
        return create(**given)

    with (
        patch.object(AdvisoryTeam.objects, "select_for_update", AdvisoryTeam.objects.all),
        patch.object(TeamMember.objects, "create", create_together),
    ):
        joined(place, newcomer, faults)
    assert faults
    assert TeamMember.objects.filter(staff=newcomer).count() == 1
