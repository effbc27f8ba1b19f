"""The board is open to whoever has its address, and to the script that renews it."""

import pytest
from django.test import Client

from motcua.replication.contest.actions.freeze_board import freeze_board
from motcua.replication.contest.kinds import Round
from tests.factories.contest import FINAL_DAY, Hall, final_hall, make_hall, open_parts, score_round
from tests.replication.contest.web.conftest import SetClock

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(at: SetClock) -> Hall:
    at(FINAL_DAY)
    made = final_hall()
    open_parts(made, [Round.GREETING])
    return made


def address(hall: Hall) -> str:
    return f"/hoi-thi/bang-diem/{hall.contest.board_token}/"


def test_anybody_with_the_address_sees_the_teams_and_no_judge(hall: Hall) -> None:
    score_round(hall, Round.GREETING)
    shown = Client().get(address(hall))
    html = shown.content.decode()
    assert shown.status_code == 200
    assert hall.entries[0].title in html
    assert "90,00" in html
    assert [judge.full_name for judge in hall.judges if judge.full_name in html] == []
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in html


def test_the_script_asks_for_the_table_and_is_told_when_nothing_changed(hall: Hall) -> None:
    client = Client()
    first = client.get(address(hall), {"bang": "1"})
    assert "<html" not in first.content.decode()
    again = client.get(address(hall), {"bang": "1"}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    score_round(hall, Round.GREETING)
    later = client.get(address(hall), {"bang": "1"}, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_a_frozen_board_says_so_and_does_not_move(hall: Hall) -> None:
    freeze_board(contest_id=hall.contest.pk, is_frozen=True, by=hall.coordinator, now=FINAL_DAY)
    score_round(hall, Round.GREETING)
    html = Client().get(address(hall)).content.decode()
    assert "đang tạm dừng" in html
    assert "90,00" not in html


def test_a_draft_and_a_wrong_address_have_no_board(hall: Hall) -> None:
    assert Client().get(address(make_hall())).status_code == 404
    assert Client().get("/hoi-thi/bang-diem/khong-co/").status_code == 404
    assert Client().post(address(hall)).status_code == 405
