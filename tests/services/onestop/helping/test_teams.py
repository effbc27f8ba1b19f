"""Advisory teams: who keeps them, who belongs to them, and what whoever left may not do any more."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Level, Role, Staff, Unit
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.helping.access import capacities
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.actions.close_team import close_team
from motcua.services.onestop.helping.actions.end_membership import end_membership
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.actions.set_up_team import set_up_team
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.helping.handover import HANDOVER
from motcua.services.onestop.helping.queries import team_page, teams_kept
from motcua.services.onestop.models import AdvisoryTeam, HelpedFiling, TeamKind, TeamMember
from tests.factories.adoption import adopt
from tests.factories.helping import FIRST_DAY, Helpers, fill_in, make_filing, make_helped
from tests.factories.onestop import CITIZEN, NOW, SYSTEM
from tests.factories.units import make_role, make_staff, make_unit

LATER = NOW + timedelta(hours=1)


def under_what(helpers: Helpers, staff: Staff | None = None) -> list[str]:
    who = staff or helpers.helper
    return [each.key for each in capacities(staff_id=who.pk, roles=roles_of(who, LATER), now=LATER)]


def test_a_member_helps_under_the_team_and_an_official_under_the_office(helpers: Helpers) -> None:
    office = helpers.office
    assert under_what(helpers) == [f"to-{helpers.team.pk}"]
    assert under_what(helpers, office.receptionist) == [f"don-vi-{office.unit.pk}"]
    assert under_what(helpers, office.leader) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LEADER, Role.ADMINISTRATOR}])
def test_only_leaders_and_administrators_keep_teams(helpers: Helpers, role: Role) -> None:
    stranger = make_staff(role=role, unit=helpers.office.unit)
    given: dict[str, Any] = {"by": stranger, "now": NOW}
    member = helpers.team.members.all()[0]
    with pytest.raises(NotAllowed):
        end_membership(member_id=member.pk, **given)
    with pytest.raises(NotAllowed):
        close_team(team_id=helpers.team.pk, **given)
    with pytest.raises(NotAllowed):
        add_member(team_id=helpers.team.pk, staff_id=stranger.pk, first_day=FIRST_DAY, **given)
    with pytest.raises(NotAllowed):
        set_up_team(
            unit_id=helpers.office.unit.pk, name="Tổ", kind=TeamKind.DIGITAL, document="", formed_on=FIRST_DAY, **given
        )


def test_whoever_left_files_nothing_more_not_even_what_was_filled_in(helpers: Helpers) -> None:
    helped = make_filing(helpers)
    fill_in(helped)
    member = TeamMember.objects.get(staff=helpers.helper)
    end_membership(member_id=member.pk, by=helpers.office.leader, now=LATER)
    assert under_what(helpers) == []
    with pytest.raises(NotAllowed):
        submit_filing(filing_id=helped.pk, by=helpers.helper, now=LATER)


def test_nobody_helps_before_the_first_day_after_the_last_or_under_a_closed_team(helpers: Helpers) -> None:
    newcomer = make_staff(role=Role.VOLUNTEER, unit=helpers.office.unit)
    leader = helpers.office.leader
    given: dict[str, Any] = {"team_id": helpers.team.pk, "staff_id": newcomer.pk, "by": leader, "now": NOW}
    add_member(first_day=date(2019, 5, 1), **given)
    add_member(first_day=date(2019, 3, 1), end=date(2019, 4, 8), **given)
    assert under_what(helpers, newcomer) == []
    close_team(team_id=helpers.team.pk, by=leader, now=NOW)
    assert under_what(helpers) == []


def test_a_member_holds_a_role_in_the_unit_and_belongs_to_the_team_once(helpers: Helpers) -> None:
    stranger = make_staff(role=Role.VOLUNTEER, unit=make_unit())
    for staff, code in ((stranger, "not_of_the_unit"), (helpers.helper, "member_known")):
        with pytest.raises(Refused) as refusal:
            add_member(
                team_id=helpers.team.pk, staff_id=staff.pk, first_day=FIRST_DAY, by=helpers.office.leader, now=NOW
            )
        assert refusal.value.code == code
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.create(team=helpers.team, staff=helpers.helper, valid=DateRange(date(2019, 6, 1), None))


def test_a_unit_that_ends_hands_its_teams_on(helpers: Helpers) -> None:
    office, successor = helpers.office, make_unit()
    AdvisoryTeam.objects.create(unit=successor, name=helpers.team.name, formed_on=FIRST_DAY)
    begun = make_filing(helpers)
    move: dict[str, Any] = {
        "from_unit": office.unit.pk,
        "to_unit": successor.pk,
        "on": NOW.date(),
        "by": SYSTEM,
        "now": NOW,
    }
    assert HANDOVER.count(office.unit.pk) == 2
    assert [HANDOVER.move(**move), HANDOVER.move(**move)] == [2, 0]
    helpers.team.refresh_from_db()
    begun.refresh_from_db()
    assert (helpers.team.unit_id, begun.unit_id) == (successor.pk, successor.pk)
    assert helpers.team.name.startswith("Tổ tư vấn khu phố 3 (")
    assert (HANDOVER.count(office.unit.pk), HANDOVER.count(successor.pk)) == (0, 3)


def handed_on(helpers: Helpers) -> Unit:
    successor = make_unit()
    HANDOVER.move(from_unit=helpers.office.unit.pk, to_unit=successor.pk, on=NOW.date(), by=SYSTEM, now=NOW)
    return successor


def test_what_an_official_was_filling_in_moves_and_is_written_down_without_any_team(helpers: Helpers) -> None:
    begun = make_filing(helpers, by=helpers.office.receptionist, team_id=None)
    TeamMember.objects.all().delete()
    helpers.team.delete()
    assert HANDOVER.count(helpers.office.unit.pk) == 1
    successor = handed_on(helpers)
    begun.refresh_from_db()
    assert begun.unit_id == successor.pk
    entry = AuditEntry.objects.get(action="onestop.advisory_teams_moved")
    assert (entry.detail["teams"], entry.detail["filings"]) == ([], 1)


def test_what_was_filled_in_for_a_citizen_is_filed_at_the_successor(helpers: Helpers) -> None:
    begun = make_filing(helpers)
    fill_in(begun)
    successor = make_unit(level=Level.COMMUNE)
    adopt(successor, owner=make_staff(role=Role.LEADER, unit=successor), now=NOW)
    make_role(staff=helpers.helper, unit=successor, role=Role.VOLUNTEER)
    move_to_successor(unit_id=helpers.office.unit.pk, successor_id=successor.pk, by=SYSTEM, now=NOW)
    HANDOVER.move(from_unit=helpers.office.unit.pk, to_unit=successor.pk, on=NOW.date(), by=SYSTEM, now=NOW)
    dossier = submit_filing(filing_id=begun.pk, by=helpers.helper, now=NOW)
    assert (dossier.receiving_unit_id, dossier.is_helped) == (successor.pk, True)


def test_closed_teams_go_to_the_successor_who_answers_for_what_they_filed(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    close_team(team_id=helpers.team.pk, by=helpers.office.leader, now=LATER)
    successor = handed_on(helpers)
    leader = make_staff(role=Role.LEADER, unit=successor)
    page = team_page(team_id=helpers.team.pk, roles=roles_of(leader, LATER), now=LATER)
    assert (page.filed, page.team.closed_at) == (1, LATER)
    assert HelpedFiling.objects.get(dossier=dossier).unit_id == helpers.office.unit.pk


def test_an_objection_counts_in_the_year_of_its_filing_however_it_ended(helpers: Helpers) -> None:
    def figures(now: datetime = LATER) -> tuple[int, int, int]:
        page = team_page(team_id=helpers.team.pk, roles=roles_of(helpers.office.leader, now), now=now)
        return page.filed, page.objected, page.waiting

    withdrawn, waiting = make_helped(helpers), make_helped(helpers, identity_number="079190054322")
    make_helped(helpers, identity_number="079190054323")
    for dossier in (withdrawn, waiting):
        object_to_help(dossier_id=dossier.pk, reason="Tôi không nhờ.", by=CITIZEN, now=LATER)
    assert figures() == (3, 2, 2)
    withdraw_dossier(dossier_id=withdrawn.pk, by=helpers.office.receptionist, now=LATER)
    assert figures() == (3, 2, 1)
    # a year later nothing of that year is counted, and what waits still waits
    assert figures(NOW + timedelta(days=366)) == (0, 0, 1)


def test_members_and_filings_do_not_multiply_each_other(helpers: Helpers) -> None:
    for number in range(3):
        make_helped(helpers, identity_number=f"07919005433{number}")
    end_membership(member_id=helpers.team.members.all()[0].pk, by=helpers.office.leader, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        (row,) = teams_kept(roles=roles_of(helpers.office.leader, LATER), now=LATER)
    assert (row.members, row.filed) == (1, 3)
    (counting,) = [query["sql"] for query in asked if "member_count" in query["sql"]]
    assert 'JOIN "onestop_helpedfiling"' not in counting
