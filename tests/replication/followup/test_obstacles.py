"""Obstacles: reported by a unit, given to somebody, answered, closed; the list by age."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.actions.answer_obstacle import answer_obstacle
from motcua.replication.followup.actions.assign_obstacle import assign_obstacle
from motcua.replication.followup.actions.close_obstacle import close_obstacle
from motcua.replication.followup.actions.reopen_obstacle import reopen_obstacle
from motcua.replication.followup.actions.report_obstacle import report_obstacle
from motcua.replication.followup.models import Obstacle
from motcua.replication.followup.queries import obstacles_of
from motcua.replication.followup.queries.pages import obstacle_list
from motcua.replication.followup.refusals import Conflict, FollowupRefused, NeedMissing, NotNow
from motcua.replication.followup.states import ObstacleAction, ObstacleState
from motcua.replication.followup.turns import turn_obstacle
from tests.factories.followup import (
    SYSTEM,
    District,
    at,
    make_directive,
    make_initiative,
    make_obstacle,
    make_office,
    make_requirement,
)
from tests.factories.units import make_staff

NOW = at(2019, 4, 22)
WAYS: dict[ObstacleState, tuple[ObstacleAction, ...]] = {
    ObstacleState.OPEN: (),
    ObstacleState.ANSWERED: (ObstacleAction.ANSWER,),
    ObstacleState.CLOSED: (ObstacleAction.CLOSE,),
}
OPEN, ANSWERED, CLOSED = ObstacleState.OPEN, ObstacleState.ANSWERED, ObstacleState.CLOSED
ALLOWED: dict[ObstacleAction, dict[ObstacleState, ObstacleState]] = {
    ObstacleAction.ASSIGN: {OPEN: OPEN, ANSWERED: ANSWERED},
    ObstacleAction.ANSWER: {OPEN: ANSWERED, ANSWERED: ANSWERED},
    ObstacleAction.CLOSE: {OPEN: CLOSED, ANSWERED: CLOSED},
    ObstacleAction.REOPEN: {ANSWERED: OPEN, CLOSED: OPEN},
}


def do(action: ObstacleAction, obstacle: Obstacle, by: Staff) -> Obstacle:
    if action is ObstacleAction.ASSIGN:
        return assign_obstacle(obstacle_id=obstacle.pk, owner_id=by.pk, by=by, now=NOW)
    function = {
        ObstacleAction.ANSWER: answer_obstacle,
        ObstacleAction.CLOSE: close_obstacle,
        ObstacleAction.REOPEN: reopen_obstacle,
    }[action]
    return function(obstacle_id=obstacle.pk, text="Lời", by=by, now=NOW)


@pytest.mark.parametrize(("action", "state"), list(product(ALLOWED, ObstacleState)))
def test_each_act_leads_from_where_it_may_to_where_it_should(
    district: District, action: ObstacleAction, state: ObstacleState
) -> None:
    obstacle = make_obstacle(district)
    for step in WAYS[state]:
        turn_obstacle(obstacle, step, by=SYSTEM, now=NOW, reason="Lời")
    if state in ALLOWED[action]:
        assert do(action, obstacle, district.coordinator).state == ALLOWED[action][state]
    else:
        with pytest.raises(NotNow):
            do(action, obstacle, district.coordinator)


def test_a_unit_reports_before_the_issuer_and_its_coordinator_is_told(district: District) -> None:
    directive = make_directive(district.unit)
    model = make_initiative(make_office(district))
    requirement = make_requirement(directive, district.ward, initiative=model)
    obstacle = report_obstacle(
        unit_id=district.ward.pk, text="Thiếu máy tính", requirement_id=requirement.pk, by=district.ward_leader, now=NOW
    )
    assert (obstacle.authority_id, obstacle.initiative_id, obstacle.state) == (district.unit.pk, model.pk, OPEN)
    message = OutboxMessage.objects.get()
    assert (message.to, "Thiếu máy tính" in message.body) == (f"staff:{district.coordinator.pk}", True)


def test_an_obstacle_with_a_model_goes_to_its_keeper(district: District) -> None:
    model = make_initiative(district.unit)
    obstacle = report_obstacle(
        unit_id=district.ward.pk, text="Khó", initiative_id=model.pk, by=district.ward_leader, now=NOW
    )
    assert obstacle.authority_id == district.unit.pk


def test_an_obstacle_says_something_about_something_that_concerns_the_unit(district: District) -> None:
    other = make_requirement(make_directive(district.unit), district.other_ward)
    proposal = make_requirement(make_directive(district.unit, is_confirmed=False), district.ward)
    for requirement_id in (None, other.pk, proposal.pk):
        with pytest.raises(NeedMissing):
            report_obstacle(
                unit_id=district.ward.pk, text="Khó", requirement_id=requirement_id, by=district.ward_leader, now=NOW
            )
    model = make_initiative(district.unit)
    with pytest.raises(NeedMissing):
        report_obstacle(unit_id=district.ward.pk, text=" ", initiative_id=model.pk, by=district.ward_leader, now=NOW)
    assert not Obstacle.objects.exists()


def test_only_who_answers_for_a_unit_reports(district: District) -> None:
    model = make_initiative(district.unit)
    for person in (district.ward_specialist, district.other_leader, district.leader):
        with pytest.raises(NotAllowed):
            report_obstacle(unit_id=district.ward.pk, text="Khó", initiative_id=model.pk, by=person, now=NOW)


def test_an_owner_of_the_authority_answers_and_the_reporter_is_told(district: District) -> None:
    obstacle = make_obstacle(district)
    expert = make_staff(role=Role.SPECIALIST, unit=make_office(district))
    with pytest.raises(Obstacle.DoesNotExist):
        answer_obstacle(obstacle_id=obstacle.pk, text="Mượn máy của quận", by=expert, now=NOW)
    with pytest.raises(FollowupRefused):
        assign_obstacle(obstacle_id=obstacle.pk, owner_id=district.ward_leader.pk, by=district.coordinator, now=NOW)
    assign_obstacle(obstacle_id=obstacle.pk, owner_id=expert.pk, by=district.coordinator, now=NOW)
    OutboxMessage.objects.all().delete()
    answered = answer_obstacle(obstacle_id=obstacle.pk, text="Mượn máy của quận", by=expert, now=NOW)
    assert (answered.state, answered.answer, answered.answered_at) == (ANSWERED, "Mượn máy của quận", NOW)
    assert OutboxMessage.objects.get().to == f"staff:{district.ward_leader.pk}"


def test_the_unit_may_close_or_open_again_but_not_answer_itself(district: District) -> None:
    obstacle = make_obstacle(district)
    for action in (ObstacleAction.ANSWER, ObstacleAction.ASSIGN):
        with pytest.raises(NotAllowed):
            do(action, obstacle, district.ward_leader)
    assert do(ObstacleAction.CLOSE, obstacle, district.ward_leader).closed_at == NOW
    again = do(ObstacleAction.REOPEN, obstacle, district.ward_leader)
    assert (again.state, again.closed_at, again.answered_at) == (OPEN, None, None)


def test_the_second_of_two_people_sees_what_the_first_did(district: District) -> None:
    obstacle = make_obstacle(district)
    do(ObstacleAction.ANSWER, obstacle, district.coordinator)
    with pytest.raises(Conflict):
        close_obstacle(obstacle_id=obstacle.pk, text="Thôi", by=district.ward_leader, now=NOW, expected_version=1)


def test_the_database_takes_no_answered_obstacle_without_an_answer(district: District) -> None:
    obstacle = make_obstacle(district)
    obstacle.state = ANSWERED
    with pytest.raises(IntegrityError, match="followup_obstacle_answered_with"), transaction.atomic():
        obstacle.save()


def test_the_age_is_counted_in_working_days_until_the_answer(district: District) -> None:
    """From Monday 22 April 2019: the holidays of 29 April to 1 May do not count."""
    obstacle = make_obstacle(district, now=NOW)
    (row,) = obstacle_list(
        roles=roles_of(district.coordinator, NOW), with_closed=False, unit_id=None, now=at(2019, 5, 3)
    )
    assert row.age == 6
    answer_obstacle(obstacle_id=obstacle.pk, text="Đã giải quyết", by=district.coordinator, now=at(2019, 4, 24))
    assert [
        fact.working_days for fact in obstacles_of([district.ward.pk], at(2019, 5, 1).date(), at(2019, 5, 31).date())
    ] == [2]


def test_reports_see_an_obstacle_as_it_stood(district: District) -> None:
    obstacle = make_obstacle(district, now=NOW)
    turn_obstacle(obstacle, ObstacleAction.ANSWER, by=SYSTEM, now=at(2019, 5, 6), reason="Mượn máy")
    turn_obstacle(obstacle, ObstacleAction.CLOSE, by=SYSTEM, now=at(2019, 5, 20), reason="Đã xong")

    def stood(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[str, str]]:
        found = obstacles_of([district.ward.pk], at(2019, *first).date(), at(2019, *last).date())
        return [(fact.state, fact.answer) for fact in found]

    assert stood((4, 1), (4, 21)) == []
    assert stood((4, 1), (4, 30)) == [(OPEN, "")]
    assert stood((5, 1), (5, 6)) == [(ANSWERED, "Mượn máy")]
    assert stood((5, 1), (5, 31)) == [(CLOSED, "Mượn máy")]
    assert stood((6, 1), (6, 30)) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_has_the_oldest_open_one_first_at_two_queries(
    district: District, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    made = [make_obstacle(district, now=at(2019, 4, 22 - number)) for number in range(many)]
    if many > 1:
        turn_obstacle(made[-1], ObstacleAction.ANSWER, by=SYSTEM, now=NOW, reason="Lời")
    roles = roles_of(district.coordinator, NOW)
    obstacle_list(roles=roles, with_closed=True, unit_id=None, now=NOW)  # the calendar is read once
    with django_assert_num_queries(2):
        rows = obstacle_list(roles=roles, with_closed=True, unit_id=None, now=NOW)
    expected = [made[1], made[0], made[2]] if many > 1 else made
    assert [row.obstacle.pk for row in rows] == [obstacle.pk for obstacle in expected]
