"""The final: parts open and close, answers are recorded, wrong questions annulled, ties broken by lot."""

from dataclasses import replace
from decimal import Decimal

import pytest

from motcua.replication.contest.actions.add_question import QuestionGiven, add_question
from motcua.replication.contest.actions.choose_finalists import choose_finalists
from motcua.replication.contest.actions.close_part import close_part
from motcua.replication.contest.actions.draw_lots import draw_lots
from motcua.replication.contest.actions.exclude_entry import exclude_entry
from motcua.replication.contest.actions.freeze_board import freeze_board
from motcua.replication.contest.actions.open_part import open_part
from motcua.replication.contest.actions.record_answers import record_answers
from motcua.replication.contest.actions.remove_question import remove_question
from motcua.replication.contest.actions.seat_panelist import seat_panelist
from motcua.replication.contest.actions.settle_results import settle_results
from motcua.replication.contest.actions.void_question import void_question
from motcua.replication.contest.kinds import FINAL, Kind, Round, State, Tie
from motcua.replication.contest.models import Ranking
from motcua.replication.contest.queries.board import board
from motcua.replication.contest.queries.standing import standing
from motcua.replication.contest.refusals import ContestRefused, Incomplete, NotNow, OpenTie, RoundClosed
from tests.factories.contest import (
    CALL,
    FINAL_DAY,
    READING,
    Hall,
    final_hall,
    make_hall,
    open_hall,
    open_parts,
    play_final,
    provisional_hall,
    reading_hall,
    score_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(staged_final: Hall) -> Hall:
    return staged_final


def questions(hall: Hall) -> list[int]:
    return list(hall.contest.questions.values_list("pk", flat=True))


def test_parts_open_once_and_close_when_everybody_has_scored(hall: Hall) -> None:
    open_parts(hall, [Round.GREETING])
    with pytest.raises(NotNow):
        open_parts(hall, [Round.GREETING])
    with pytest.raises(Incomplete):
        close_part(contest_id=hall.contest.pk, round_kind=Round.GREETING, by=hall.coordinator, now=FINAL_DAY)
    with pytest.raises(RoundClosed):
        close_part(contest_id=hall.contest.pk, round_kind=Round.INITIATIVE, by=hall.coordinator, now=FINAL_DAY)


def test_a_judge_does_not_join_when_judging_has_begun(hall: Hall) -> None:
    open_parts(hall, [Round.GREETING])
    with pytest.raises(NotNow):
        seat_panelist(
            contest_id=hall.contest.pk,
            staff_id=hall.readers[0].pk,
            panel=FINAL,
            by=hall.coordinator,
            now=FINAL_DAY,
        )


def test_a_judged_part_needs_judges() -> None:
    hall = final_hall(judges=0)
    with pytest.raises(Incomplete, match="giám khảo"):
        open_part(contest_id=hall.contest.pk, round_kind=Round.GREETING, by=hall.coordinator, now=FINAL_DAY)


def test_questions_change_until_the_test_opens_and_are_annulled_afterwards(hall: Hall) -> None:
    first, second = questions(hall)
    given = QuestionGiven("Câu thêm", ("Đúng", "Sai"), "A")
    third = add_question(contest_id=hall.contest.pk, question=given, by=hall.coordinator, now=FINAL_DAY)
    with pytest.raises(ContestRefused, match="đáp án"):
        add_question(contest_id=hall.contest.pk, question=replace(given, key="C"), by=hall.coordinator, now=FINAL_DAY)
    remove_question(question_id=third.pk, by=hall.coordinator, now=FINAL_DAY)
    open_parts(hall, [Round.KNOWLEDGE])
    with pytest.raises(NotNow):
        add_question(contest_id=hall.contest.pk, question=given, by=hall.coordinator, now=FINAL_DAY)
    with pytest.raises(NotNow):
        remove_question(question_id=first, by=hall.coordinator, now=FINAL_DAY)
    with pytest.raises(ContestRefused, match="lý do"):
        void_question(question_id=first, reason="", by=hall.coordinator, now=FINAL_DAY)
    void_question(question_id=first, reason="Đáp án sai luật", by=hall.coordinator, now=FINAL_DAY)
    with pytest.raises(NotNow):
        void_question(question_id=second, reason="x", by=hall.coordinator, now=FINAL_DAY)


def test_answers_must_be_choices_and_are_appended_when_they_change(hall: Hall) -> None:
    first, second = questions(hall)
    team = hall.entries[0]
    with pytest.raises(RoundClosed):
        record_answers(entry_id=team.pk, answers={first: "A"}, by=hall.coordinator, now=FINAL_DAY)
    open_parts(hall, [Round.KNOWLEDGE])
    with pytest.raises(ContestRefused):
        record_answers(entry_id=team.pk, answers={first: "D"}, by=hall.coordinator, now=FINAL_DAY)
    for choice in ("A", "A", "B"):
        record_answers(entry_id=team.pk, answers={first: choice, second: "B"}, by=hall.coordinator, now=FINAL_DAY)
    events = hall.contest.events.filter(kind=Kind.ANSWERED)
    assert list(events.values_list("question", "choice")) == [(first, "A"), (second, "B"), (first, "B")]
    with pytest.raises(NotNow):
        record_answers(entry_id=hall.entries[2].pk, answers={first: "A"}, by=hall.coordinator, now=FINAL_DAY)


def test_the_results_are_settled_from_all_parts(hall: Hall) -> None:
    play_final(hall)
    settle_results(contest_id=hall.contest.pk, by=hall.coordinator, now=FINAL_DAY)
    contest = hall.fresh()
    kept = Ranking.objects.get(contest=contest, what=FINAL)
    assert [(one.entry, one.rank, one.raw) for one in kept.lines.all()] == [
        (hall.entries[0], 1, Decimal("93.00")),
        (hall.entries[1], 2, Decimal("56.00")),
    ]
    assert (contest.state, str(contest.appeal_until)[:10]) == (State.PROVISIONAL, "2019-05-07")


def test_a_part_that_is_open_holds_the_results_up(hall: Hall) -> None:
    with pytest.raises(Incomplete):
        settle_results(contest_id=hall.contest.pk, by=hall.coordinator, now=FINAL_DAY)
    open_parts(hall, [Round.GREETING])
    with pytest.raises(Incomplete):
        settle_results(contest_id=hall.contest.pk, by=hall.coordinator, now=FINAL_DAY)


def test_an_open_tie_at_the_cut_waits_for_lots() -> None:
    hall = reading_hall(wards=3)
    score_round(hall, Round.PRELIMINARY, lambda _sheet, _criterion: Decimal(5))
    with pytest.raises(OpenTie):
        choose_finalists(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    assert not Ranking.objects.exists()
    drawn = {entry.pk: place for place, entry in enumerate(reversed(hall.entries), start=1)}
    with pytest.raises(ContestRefused, match="Chỉ bốc thăm"):
        draw_lots(
            contest_id=hall.contest.pk,
            what=Round.PRELIMINARY,
            drawn=dict.fromkeys(drawn, 1),
            by=hall.coordinator,
            now=READING,
        )
    draw_lots(contest_id=hall.contest.pk, what=Round.PRELIMINARY, drawn=drawn, by=hall.coordinator, now=READING)
    choose_finalists(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    for entry in hall.entries:
        entry.refresh_from_db()
    assert [entry.is_finalist for entry in hall.entries] == [False, True, True]
    kept = Ranking.objects.get()
    assert {one.decided_by for one in kept.lines.all()} == {Tie.LOT}


def test_nobody_draws_lots_before_scores_are_open() -> None:
    hall = reading_hall()
    with pytest.raises(Incomplete):
        draw_lots(
            contest_id=hall.contest.pk,
            what=Round.PRELIMINARY,
            drawn={hall.entries[0].pk: 1},
            by=hall.coordinator,
            now=READING,
        )


def test_the_board_shows_a_part_when_all_judges_of_a_team_are_in(hall: Hall) -> None:
    open_parts(hall, [Round.GREETING])
    cell = board(hall.fresh(), now=FINAL_DAY).rows[0].cells[0]
    assert (cell.total, cell.committed, cell.sheets) == (None, 0, 3)
    score_round(hall, Round.GREETING)
    shown = board(hall.fresh(), now=FINAL_DAY)
    assert [(row.rank, row.total) for row in shown.rows] == [(1, Decimal("90.00")), (2, Decimal("80.00"))]


def test_a_frozen_board_stands_still_and_scoring_goes_on(hall: Hall) -> None:
    open_parts(hall, [Round.GREETING, Round.INITIATIVE])
    score_round(hall, Round.GREETING)
    before = board(hall.fresh(), now=FINAL_DAY)
    freeze_board(contest_id=hall.contest.pk, is_frozen=True, by=hall.coordinator, now=FINAL_DAY)
    score_round(hall, Round.INITIATIVE, lambda _sheet, _criterion: Decimal(1))
    frozen = board(hall.fresh(), now=FINAL_DAY)
    assert (frozen.rows, frozen.is_frozen) == (before.rows, True)
    freeze_board(contest_id=hall.contest.pk, is_frozen=False, by=hall.coordinator, now=FINAL_DAY)
    assert board(hall.fresh(), now=FINAL_DAY).rows != before.rows


def test_reasons_tell_why_adjusted_and_raw_differ() -> None:
    strict = {"judge": 0}
    hall = open_hall(wards=6, readers=4)
    reading_hall(hall)
    strict["judge"] = hall.readers[0].pk
    score_round(
        hall,
        Round.PRELIMINARY,
        lambda sheet, _criterion: Decimal(4 if sheet.judge_id == strict["judge"] else 8),
    )
    shown = standing(hall.fresh(), Round.PRELIMINARY, now=READING)
    severities = {row.name: row.severity for row in shown.judges}
    assert severities[hall.readers[0].full_name] < -25
    adjusted = [row.line.adjusted for row in shown.rows if row.line.adjusted is not None]
    assert max(adjusted) - min(adjusted) < 1
    read_by_strict = [row for row in shown.rows if row.line.raw == 60]
    assert read_by_strict
    for row in read_by_strict:
        assert row.line.shift is not None
        assert row.line.shift > 9
        assert "chặt hơn mức chung" in row.reasons[0]


def test_the_basis_of_the_call_decides_who_goes_through() -> None:
    hall = open_hall(make_hall(wards=6, readers=4, call=replace(CALL, basis="adjusted")))
    reading_hall(hall)
    strict = hall.readers[0].pk
    score_round(
        hall,
        Round.PRELIMINARY,
        lambda sheet, _criterion: (
            Decimal(3 if sheet.judge_id == strict else 9)
            - (Decimal(0) if sheet.entry_id == hall.entries[0].pk else Decimal("0.5"))
        ),
    )
    shown = standing(hall.fresh(), Round.PRELIMINARY, now=READING)
    assert shown.rows[0].entry == hall.entries[0]


def test_an_entry_sent_off_after_the_final_falls_out_of_a_new_ranking() -> None:
    hall = provisional_hall()
    exclude_entry(entry_id=hall.entries[0].pk, reason="Sao chép", by=hall.coordinator, now=FINAL_DAY)
    settle_results(contest_id=hall.contest.pk, by=hall.coordinator, now=FINAL_DAY)
    first, second = Ranking.objects.filter(contest=hall.contest, what=FINAL)
    assert [one.entry for one in first.lines.all()] == hall.entries[:2]
    assert [one.entry for one in second.lines.all()] == hall.entries[1:2]
