"""Advice near people's homes (model D2): who serves where and when, announced, cancelled, and how many came."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.actions.cancel_session import cancel_session
from motcua.services.onestop.helping.actions.close_team import close_team
from motcua.services.onestop.helping.actions.end_membership import end_membership
from motcua.services.onestop.helping.actions.note_advised import note_advised
from motcua.services.onestop.helping.actions.plan_sessions import Duty, plan_sessions
from motcua.services.onestop.helping.handover import HANDOVER
from motcua.services.onestop.helping.sessions import announced_sessions
from motcua.services.onestop.measures import ADVISED
from motcua.services.onestop.models import AdviceSession, AdvisoryTeam
from tests.factories.helping import FIRST_DAY, Helpers
from tests.factories.onestop import NOW, SYSTEM
from tests.factories.units import make_staff, make_unit, sign_in

SUNDAY = date(2019, 4, 14)
PLACE = "Ban điều hành khu phố 3"
AFTERWARDS = datetime.combine(SUNDAY, time(11, 30), NOW.tzinfo)


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages on the Monday before."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


def duty(helpers: Helpers, **changes: Any) -> Duty:
    given: dict[str, Any] = {
        "day": SUNDAY,
        "opens": time(8),
        "closes": time(11),
        "place": PLACE,
        "serving": [helpers.helper.pk, helpers.mate.pk],
    }
    return Duty(**(given | changes))


def plan(helpers: Helpers, *, team: AdvisoryTeam | None = None, **changes: Any) -> list[AdviceSession]:
    return plan_sessions(
        team_id=(team or helpers.team).pk, duty=duty(helpers, **changes), by=helpers.office.leader, now=NOW
    )


def refused(helpers: Helpers, **changes: Any) -> str:
    before = AdviceSession.objects.count()
    with pytest.raises(Refused) as refusal:
        plan(helpers, **changes)
    assert AdviceSession.objects.count() == before
    return refusal.value.code


def public(client: Client, **asked: int | str) -> str:
    answer = client.get(reverse("onestop:advice"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_sees_who_serves_where_and_when(helpers: Helpers, client: Client) -> None:
    assert "Chưa có lịch tư vấn nào" in public(client)
    assert [session.day for session in plan(helpers, weeks=3)] == [SUNDAY + timedelta(weeks=week) for week in range(3)]
    page = public(client)
    for told in ("Chủ nhật, 14/04/2019", "08:00–11:00", PLACE, helpers.helper.full_name, helpers.mate.full_name):
        assert told in page
    assert "Chủ nhật, 28/04/2019" in page
    assert "Chưa có lịch tư vấn nào" in public(client, **{"co-quan": "999999"})
    assert PLACE in public(client, **{"co-quan": helpers.office.unit.pk})


def test_the_public_page_takes_as_many_queries_for_one_as_for_ten(
    helpers: Helpers, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan(helpers)
    with django_assert_num_queries(5):
        announced_sessions(unit_id=None, now=NOW)
    plan(helpers, day=SUNDAY + timedelta(weeks=1), weeks=4)
    with django_assert_num_queries(5):
        announced_sessions(unit_id=None, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"day": date(2019, 4, 7)}, "day_over"),
        ({"closes": time(8)}, "no_hours"),
        ({"place": " "}, "no_place"),
        ({"serving": []}, "nobody_serves"),
        ({"weeks": 27}, "too_many_weeks"),
        ({"serving": [0]}, "not_a_member"),
    ],
)
def test_what_cannot_be_announced(helpers: Helpers, changes: dict[str, Any], code: str) -> None:
    assert refused(helpers, **changes) == code


def test_all_weeks_are_announced_or_none(helpers: Helpers) -> None:
    short = make_staff(role=Role.VOLUNTEER, unit=helpers.office.unit)
    given: dict[str, Any] = {"team_id": helpers.team.pk, "staff_id": short.pk, "by": helpers.office.leader, "now": NOW}
    add_member(first_day=FIRST_DAY, end=SUNDAY + timedelta(days=1), **given)
    assert refused(helpers, serving=[short.pk], weeks=2) == "not_a_member"
    assert len(plan(helpers, serving=[short.pk])) == 1


def test_nobody_serves_in_two_places_at_once(helpers: Helpers) -> None:
    plan(helpers)
    assert refused(helpers, opens=time(10), closes=time(12)) == "team_is_there"
    other = AdvisoryTeam.objects.create(unit=helpers.office.unit, name="Tổ 2", formed_on=FIRST_DAY)
    add_member(team_id=other.pk, staff_id=helpers.helper.pk, first_day=FIRST_DAY, by=helpers.office.leader, now=NOW)
    assert refused(helpers, team=other, serving=[helpers.helper.pk]) == "serves_elsewhere"
    assert len(plan(helpers, team=other, serving=[helpers.helper.pk], opens=time(13), closes=time(15))) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceSession.objects.create(
            team=other, unit=other.unit, day=SUNDAY, opens=time(13), closes=time(14), place="Khác"
        )


def test_what_is_cancelled_stays_with_its_reason_and_leaves_its_place(helpers: Helpers, client: Client) -> None:
    (session,) = plan(helpers)
    desk = sign_in(Client(), helpers.office.leader)
    address = reverse("helping:cancel_session", args=[session.pk])
    assert desk.post(address, {"reason": " "}).status_code == 400
    assert desk.post(address, {"reason": "Khu phố họp."}).status_code == 302
    page = public(client)
    assert ("Đã hủy" in page, "Khu phố họp." in page, helpers.helper.full_name in page) == (True, True, False)
    assert len(plan(helpers)) == 1
    with pytest.raises(Refused) as refusal:
        note_advised(session_id=session.pk, people=3, by=helpers.helper, now=AFTERWARDS)
    assert refusal.value.code == "session_cancelled"


def test_whoever_served_writes_down_how_many_came_and_the_unit_has_its_figure(
    helpers: Helpers, monkeypatch: pytest.MonkeyPatch
) -> None:
    (session,) = plan(helpers)
    with pytest.raises(Refused) as refusal:
        note_advised(session_id=session.pk, people=12, by=helpers.helper, now=NOW)
    assert refusal.value.code == "not_begun"
    before = OnestopFigures().touched({}).position
    monkeypatch.setattr(clock, "now", lambda: AFTERWARDS)
    phone = sign_in(Client(), helpers.helper)
    address = reverse("helping:note_advised", args=[session.pk])
    assert address in phone.get(reverse("helping:home")).content.decode()
    assert phone.post(address, {"people": "2001"}).status_code == 400
    assert phone.post(address, {"people": "12"}).status_code == 302
    assert address not in phone.get(reverse("helping:home")).content.decode()
    figures = OnestopFigures()
    unit = helpers.office.unit.pk
    counted = [each for each in figures.counts([unit], SUNDAY, SUNDAY) if each.measure == ADVISED]
    assert [(each.unit_id, each.day, each.value) for each in counted] == [(unit, SUNDAY, 12)]
    assert (unit, SUNDAY) in figures.touched(before).days


def test_a_stranger_neither_notes_nor_plans_nor_cancels(helpers: Helpers) -> None:
    (session,) = plan(helpers)
    other = make_staff(role=Role.VOLUNTEER, unit=helpers.office.unit)
    foreign = make_staff(role=Role.LEADER, unit=make_unit())
    for staff in (other, foreign):
        with pytest.raises(NotAllowed):
            note_advised(session_id=session.pk, people=1, by=staff, now=AFTERWARDS)
        with pytest.raises(NotAllowed):
            cancel_session(session_id=session.pk, reason="Không.", by=staff, now=NOW)
        with pytest.raises(NotAllowed):
            plan_sessions(team_id=helpers.team.pk, duty=duty(helpers), by=staff, now=NOW)
        client = sign_in(Client(), staff)
        for name, args in (
            ("note_advised", [session.pk]),
            ("cancel_session", [session.pk]),
            ("roster", [helpers.team.pk]),
        ):
            assert client.get(reverse(f"helping:{name}", args=args)).status_code in {403, 404}


def test_the_leader_makes_the_roster_on_a_page(helpers: Helpers, client: Client) -> None:
    desk = sign_in(Client(), helpers.office.leader)
    address = reverse("helping:roster", args=[helpers.team.pk])
    assert address in desk.get(reverse("helping:team", args=[helpers.team.pk])).content.decode()
    given: dict[str, Any] = {
        "day": "14/04/2019",
        "opens": "08:00",
        "closes": "11:00",
        "place": PLACE,
        "serving": [helpers.helper.pk],
        "weeks": "2",
    }
    assert desk.post(address, {**given, "closes": "07:00"}).status_code == 400
    assert desk.post(address, given).headers["Location"] == address
    assert PLACE in desk.get(address).content.decode()
    assert PLACE in public(client)


def test_whoever_leaves_the_team_is_off_its_roster(helpers: Helpers) -> None:
    (session,) = plan(helpers)
    member = helpers.team.members.get(staff=helpers.helper)
    end_membership(member_id=member.pk, by=helpers.office.leader, now=NOW)
    assert [one.pk for one in session.serving.all()] == [helpers.mate.pk]


def test_a_closed_team_sits_nowhere_and_announces_nothing(helpers: Helpers, client: Client) -> None:
    plan(helpers)
    close_team(team_id=helpers.team.pk, by=helpers.office.leader, now=NOW)
    assert PLACE not in public(client)
    assert refused(helpers, day=SUNDAY + timedelta(weeks=1)) == "team_closed"


def test_what_is_still_to_come_goes_to_the_successor_and_what_was_stays(helpers: Helpers) -> None:
    before, after = plan(helpers, weeks=2)
    successor = make_unit()
    HANDOVER.move(
        from_unit=helpers.office.unit.pk, to_unit=successor.pk, on=date(2019, 4, 15), by=SYSTEM, now=AFTERWARDS
    )
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.unit_id, after.unit_id) == (helpers.office.unit.pk, successor.pk)
