"""A contest from its call to the register of models, through the actions alone."""

import pytest

from motcua.foundation.messages.models import OutboxMessage
from motcua.replication.contest.actions.publish_call import publish_call
from motcua.replication.contest.kinds import FINAL, Round, State
from motcua.replication.contest.models import Ranking
from motcua.replication.contest.queries.log import is_true_to_log
from motcua.replication.initiatives.models import InitiativeState
from tests.factories.contest import OPENS, announced_hall, final_hall, make_hall

pytestmark = pytest.mark.django_db


def test_a_contest_runs_from_the_call_to_the_register_of_models() -> None:
    hall = announced_hall()
    assert hall.contest.state == State.ANNOUNCED
    assert [entry.place for entry in hall.entries] == [1, 2, None]
    winner = hall.entries[0].initiative
    assert winner is not None
    assert (winner.state, winner.origin_unit, winner.keeper) == (
        InitiativeState.RECOGNISED,
        hall.wards[0],
        hall.unit,
    )
    assert (winner.title, winner.evidence) == (hall.entries[0].title, hall.entries[0].evidence)
    assert winner.recognised_by.startswith("Thông báo số 1/TB-HT, ngày 28 tháng 5 năm 2019")
    assert [person.name for person in winner.people.all()] == ["Lê Thị Tác Giả 1"]
    assert hall.entries[1].initiative is None


def test_every_ranking_that_was_kept_equals_its_log() -> None:
    hall = announced_hall()
    kept = list(Ranking.objects.filter(contest=hall.contest))
    assert [one.what for one in kept] == [Round.PRELIMINARY, FINAL]
    assert [is_true_to_log(one) for one in kept] == [True, True]


def test_leaders_with_an_address_are_told_of_the_call() -> None:
    hall = make_hall()
    hall.leaders[0].user.email = "lanh-dao@phuong.gov.vn"
    hall.leaders[0].user.save()
    publish_call(contest_id=hall.contest.pk, by=hall.coordinator, now=OPENS)
    told = OutboxMessage.objects.get(about_type="contest", about_id=str(hall.contest.pk))
    assert (told.to, told.subject) == ("lanh-dao@phuong.gov.vn", f"Phát động hội thi: {hall.contest.title}")


def test_finalists_are_the_best_of_the_preliminary_round() -> None:
    hall = final_hall(wards=4, readers=4)
    assert [entry.is_finalist for entry in hall.entries] == [True, True, False, False]
