"""A call is written in draft, then published, and its rules stand from then on."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.actions.create_contest import create_contest
from motcua.replication.contest.actions.edit_call import edit_call
from motcua.replication.contest.actions.extend_deadline import extend_deadline
from motcua.replication.contest.actions.publish_call import publish_call
from motcua.replication.contest.actions.set_rubric import set_rubric
from motcua.replication.contest.actions.set_tie_rules import set_tie_rules
from motcua.replication.contest.call import CriterionGiven
from motcua.replication.contest.kinds import Round, State, Tie
from motcua.replication.contest.models import Contest, Criterion, TieBreak
from motcua.replication.contest.refusals import Conflict, ContestRefused, Incomplete, NotNow
from motcua.replication.contest.rubric import TieRule
from tests.factories.contest import CALL, OPENS, Hall, make_auditor, open_hall
from tests.factories.units import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(staged_draft: Hall) -> Hall:
    return staged_draft


def test_a_new_contest_has_the_rubric_that_comes_along(hall: Hall) -> None:
    rounds = {one.kind: one for one in hall.contest.rounds.all()}
    assert set(rounds) == set(Round.values)
    assert [one.title for one in rounds[Round.GREETING].criteria.all()] == [
        "Nội dung giới thiệu",
        "Phong cách, đúng thời gian",
    ]
    assert [one.kind for one in hall.contest.tie_breaks.all()] == [
        Tie.INITIATIVE,
        Tie.CRITERION,
        Tie.AGREEMENT,
        Tie.LOT,
    ]


def test_only_the_coordinator_of_the_organiser_writes(hall: Hall) -> None:
    stranger = make_staff(role=Role.COORDINATOR)
    for by in (stranger, hall.leaders[0], make_auditor(hall)):
        with pytest.raises(NotAllowed):
            create_contest(unit_id=hall.unit.pk, call=CALL, by=by, now=OPENS)
        with pytest.raises(NotAllowed):
            edit_call(contest_id=hall.contest.pk, call=CALL, by=by, now=OPENS, expected_version=1)
        with pytest.raises(NotAllowed):
            publish_call(contest_id=hall.contest.pk, by=by, now=OPENS)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "title"),
        ({"entries_until": OPENS - timedelta(days=1)}, "calendar"),
        ({"reading_until": OPENS + timedelta(days=1)}, "calendar"),
        ({"readers_per_entry": 1}, "readers_per_entry"),
        ({"winners": 3, "finalists": 2}, "winners"),
        ({"winners": 0}, "winners"),
    ],
)
def test_a_call_that_cannot_be_is_refused_with_its_field(hall: Hall, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(ContestRefused) as refused:
        create_contest(unit_id=hall.unit.pk, call=replace(CALL, **wrong), by=hall.coordinator, now=OPENS)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_of_two_who_edit_the_second_sees_that_it_changed(hall: Hall) -> None:
    renamed = replace(CALL, title="Hội thi khác")
    edit_call(contest_id=hall.contest.pk, call=renamed, by=hall.coordinator, now=OPENS, expected_version=1)
    with pytest.raises(Conflict):
        edit_call(contest_id=hall.contest.pk, call=CALL, by=hall.coordinator, now=OPENS, expected_version=1)
    assert hall.fresh().title == "Hội thi khác"


def test_a_rubric_is_written_and_a_rule_about_a_lost_criterion_goes(hall: Hall) -> None:
    criteria = [CriterionGiven("Tính mới", Decimal(3), Decimal(5), is_optional=True)]
    criteria += [CriterionGiven("Hiệu quả", Decimal(7), Decimal(20))]
    set_rubric(
        contest_id=hall.contest.pk,
        round_kind=Round.PRELIMINARY,
        weight=Decimal(1),
        criteria=criteria[1:],
        by=hall.coordinator,
        now=OPENS,
        expected_version=1,
    )
    stored = Criterion.objects.filter(round__contest=hall.contest, round__kind=Round.PRELIMINARY)
    assert [(one.title, one.weight, one.scale) for one in stored] == [("Hiệu quả", Decimal(7), Decimal(20))]
    assert Tie.CRITERION not in [one.kind for one in hall.contest.tie_breaks.all()]
    with pytest.raises(ContestRefused, match="bắt buộc"):
        set_rubric(
            contest_id=hall.contest.pk,
            round_kind=Round.PRELIMINARY,
            weight=Decimal(1),
            criteria=criteria[:1],
            by=hall.coordinator,
            now=OPENS,
            expected_version=2,
        )


def test_lots_are_always_the_last_rule(hall: Hall) -> None:
    rules = [TieRule(Tie.LOT), TieRule(Tie.KNOWLEDGE)]
    set_tie_rules(contest_id=hall.contest.pk, rules=rules, by=hall.coordinator, now=OPENS, expected_version=1)
    assert [one.kind for one in hall.contest.tie_breaks.all()] == [Tie.KNOWLEDGE, Tie.LOT]


@pytest.mark.parametrize("rules", [[TieRule(Tie.CRITERION)], [TieRule(Tie.GREETING)] * 2])
def test_tie_rules_that_mean_nothing_are_refused(hall: Hall, rules: list[TieRule]) -> None:
    with pytest.raises(ContestRefused):
        set_tie_rules(contest_id=hall.contest.pk, rules=rules, by=hall.coordinator, now=OPENS, expected_version=1)


def test_a_call_to_nobody_is_not_published(hall: Hall) -> None:
    hall.contest.units.clear()
    with pytest.raises(Incomplete):
        publish_call(contest_id=hall.contest.pk, by=hall.coordinator, now=OPENS)


def test_a_published_call_does_not_change_by_the_actions() -> None:
    hall = open_hall()
    with pytest.raises(NotNow, match="đã phát động"):
        edit_call(contest_id=hall.contest.pk, call=CALL, by=hall.coordinator, now=OPENS, expected_version=2)
    with pytest.raises(NotNow):
        publish_call(contest_id=hall.contest.pk, by=hall.coordinator, now=OPENS)


def test_a_published_rubric_does_not_change_in_the_database_either() -> None:
    hall = open_hall()
    criterion = Criterion.objects.filter(round__contest=hall.contest).first()
    tie = TieBreak.objects.filter(contest=hall.contest).first()
    part = hall.contest.rounds.get(kind=Round.GREETING)
    assert criterion
    assert tie
    changes = (
        lambda: Criterion.objects.filter(pk=criterion.pk).update(weight=99),
        lambda: Criterion.objects.create(round=part, position=9, title="Thêm", weight=1, scale=1),
        lambda: TieBreak.objects.filter(pk=tie.pk).delete(),
        lambda: TieBreak.objects.filter(pk=tie.pk).update(kind=Tie.GREETING),
        lambda: hall.contest.rounds.filter(pk=part.pk).update(weight=99),
    )
    for change in changes:
        with pytest.raises(IntegrityError, match="fixed when the call was published"), transaction.atomic():
            change()


def test_dates_move_later_only_and_take_the_later_ones_along() -> None:
    hall = open_hall()
    until = CALL.entries_until + timedelta(days=3)
    extend_deadline(contest_id=hall.contest.pk, which="entries_until", until=until, by=hall.coordinator, now=OPENS)
    moved = hall.fresh()
    assert (moved.entries_until, moved.reading_until, moved.opens_at) == (
        until,
        CALL.reading_until + timedelta(days=3),
        CALL.opens_at,
    )
    with pytest.raises(ContestRefused):
        extend_deadline(
            contest_id=hall.contest.pk,
            which="entries_until",
            until=CALL.entries_until,
            by=hall.coordinator,
            now=OPENS,
        )


def test_the_database_knows_the_bounds_of_a_contest(hall: Hall) -> None:
    for wrong in ({"readers_per_entry": 1}, {"winners": 0}, {"state": "x"}, {"title": ""}, {"basis": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contest.objects.filter(pk=hall.contest.pk).update(**wrong)
    assert hall.fresh().state == State.DRAFT
