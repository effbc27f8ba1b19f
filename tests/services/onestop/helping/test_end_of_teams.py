"""Who was in an advisory team and who served when is kept for a while, and not for ever."""

from datetime import datetime, timedelta

import pytest

from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.end_by_schedule import end_by_schedule
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.queries import register_lines
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.services.onestop.helping.actions.close_team import close_team
from motcua.services.onestop.helping.actions.end_membership import end_membership
from motcua.services.onestop.helping.team_retention import MEMBER, MEMBERS, ROSTERS
from motcua.services.onestop.models import TeamMember
from tests.factories.helping import Helpers, make_session
from tests.factories.onestop import NOW
from tests.factories.units import make_staff

LATER = NOW.replace(year=2026)


def over(helpers: Helpers, at: datetime) -> list[str]:
    return [each.name for each in MEMBERS.ended(unit_ids=[helpers.office.unit.pk], before=at, most=10)]


def member_of(helpers: Helpers) -> TeamMember:
    return TeamMember.objects.get(staff=helpers.helper)


def test_a_membership_ends_some_years_after_somebody_left(helpers: Helpers) -> None:
    member = member_of(helpers)
    assert over(helpers, LATER) == []
    end_membership(member_id=member.pk, by=helpers.office.leader, now=NOW)
    assert over(helpers, NOW) == []
    assert over(helpers, LATER) == [f"{member.pk}/TVT"]


def test_so_does_every_membership_of_a_team_that_was_closed(helpers: Helpers) -> None:
    close_team(team_id=helpers.team.pk, by=helpers.office.leader, now=NOW)
    assert len(over(helpers, LATER)) == 2


def test_two_people_destroy_it_and_the_register_finds_its_number(helpers: Helpers) -> None:
    member = member_of(helpers)
    end_membership(member_id=member.pk, by=helpers.office.leader, now=NOW)
    clerk = make_staff(role=Role.CLERK, unit=helpers.office.unit)
    disposal = propose_disposal(record_class=MEMBER, unit_id=helpers.office.unit.pk, by=clerk, now=LATER)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=helpers.office.leader, now=LATER)
    assert carry_out(disposal_id=disposal.pk, now=LATER) == 1
    assert not TeamMember.objects.filter(pk=member.pk).exists()
    (line,) = register_lines(f"{member.pk}/TVT", roles_of(clerk, LATER))
    assert line.line.disposal == disposal
    assert register_lines("999999/TVT", roles_of(clerk, LATER)) == []
    assert not MEMBERS.destroy(record_id=str(member.pk), by=helpers.office.leader, now=LATER)


def test_a_roster_is_emptied_at_night_and_the_session_stays(helpers: Helpers) -> None:
    session = make_session(helpers)
    soon = datetime.combine(session.day, NOW.timetz()) + timedelta(days=30)
    assert end_by_schedule(now=soon) == []
    for disposal_id in end_by_schedule(now=LATER):
        carry_out(disposal_id=disposal_id, now=LATER)
    session.refresh_from_db()
    assert not session.serving.exists()
    found = ROSTERS.find(f"{session.pk}/BTV")
    assert found is not None
    assert (found.unit_id, found.is_destroyed) == (helpers.office.unit.pk, True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "/TVT", "x/TVT", "12", "12/BTV", "9" * 40 + "/BTV"])
def test_a_name_that_is_none_finds_nothing(name: str) -> None:
    assert MEMBERS.find(name) is None
    assert ROSTERS.find(name) is None
