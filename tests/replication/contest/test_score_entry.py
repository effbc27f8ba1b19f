"""Scores are taken from whoever may give them, in range and in time; each change is one more event."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.actions.choose_finalists import choose_finalists
from motcua.replication.contest.actions.close_part import close_part
from motcua.replication.contest.actions.declare_interest import declare_interest
from motcua.replication.contest.actions.score_entry import score_entry
from motcua.replication.contest.kinds import Kind, Round
from motcua.replication.contest.models import Assignment, ContestEvent, Criterion
from motcua.replication.contest.queries.log import folded
from motcua.replication.contest.queries.standing import standing
from motcua.replication.contest.refusals import (
    BarredJudge,
    ContestRefused,
    Incomplete,
    RoundClosed,
    ScoreOutOfRange,
    Unsealed,
)
from tests.factories.contest import (
    CALL,
    FINAL_DAY,
    READING,
    Hall,
    final_hall,
    open_parts,
    score_round,
)

pytestmark = pytest.mark.django_db
Marks = dict[int, Decimal | None]


@pytest.fixture
def hall(staged_reading: Hall) -> Hall:
    return staged_reading


def sheet_of(hall: Hall, round_kind: str = Round.PRELIMINARY) -> Assignment:
    found = Assignment.objects.filter(entry__contest=hall.contest, round=round_kind).select_related("judge").first()
    assert found
    return found


def marks(hall: Hall, value: str, round_kind: str = Round.PRELIMINARY) -> Marks:
    criteria = Criterion.objects.filter(round__contest=hall.contest, round__kind=round_kind)
    return {one.pk: Decimal(value) for one in criteria}


def scores(sheet: Assignment) -> list[Decimal | None]:
    events = ContestEvent.objects.filter(kind=Kind.SCORED, entry=sheet.entry_id, judge=sheet.judge_id)
    return list(events.values_list("value", flat=True))


@pytest.mark.parametrize("value", ["-0.01", "10.01", "NaN", "Infinity", "5.001"])
def test_a_score_out_of_range_is_refused_and_the_whole_sheet_with_it(hall: Hall, value: str) -> None:
    sheet = sheet_of(hall)
    given = marks(hall, "5")
    given[max(given)] = Decimal(value)
    with pytest.raises(ScoreOutOfRange, match="từ 0 đến 10"):
        score_entry(sheet_id=sheet.pk, marks=given, is_final=True, by=sheet.judge, now=READING)
    assert scores(sheet) == []


def test_a_criterion_of_another_round_is_refused(hall: Hall) -> None:
    sheet = sheet_of(hall)
    with pytest.raises(ContestRefused, match="không thuộc vòng thi"):
        score_entry(
            sheet_id=sheet.pk, marks=marks(hall, "5", Round.GREETING), is_final=False, by=sheet.judge, now=READING
        )


def test_a_sheet_is_handed_in_when_it_is_whole(hall: Hall) -> None:
    sheet = sheet_of(hall)
    part = dict(list(marks(hall, "5").items())[:2])
    with pytest.raises(Incomplete):
        score_entry(sheet_id=sheet.pk, marks=part, is_final=True, by=sheet.judge, now=READING)
    score_entry(sheet_id=sheet.pk, marks=part, is_final=False, by=sheet.judge, now=READING)
    done = score_entry(sheet_id=sheet.pk, marks=marks(hall, "6"), is_final=True, by=sheet.judge, now=READING)
    assert done.committed_at == READING


def test_a_change_appends_and_what_is_the_same_does_not(hall: Hall) -> None:
    sheet = sheet_of(hall)
    for value in ("5", "5", "7.5"):
        score_entry(sheet_id=sheet.pk, marks=marks(hall, value), is_final=True, by=sheet.judge, now=READING)
    assert scores(sheet) == [Decimal(5)] * 4 + [Decimal("7.50")] * 4
    kinds = hall.contest.events.filter(judge=sheet.judge_id, entry=sheet.entry_id).values_list("kind", flat=True)
    assert list(kinds).count(Kind.COMMITTED) == 1


def test_a_judge_scores_their_own_sheets_only(hall: Hall) -> None:
    sheet = sheet_of(hall)
    other = next(one for one in hall.readers if one != sheet.judge)
    for by in (other, hall.coordinator, hall.leaders[0]):
        with pytest.raises(NotAllowed):
            score_entry(sheet_id=sheet.pk, marks=marks(hall, "5"), is_final=True, by=by, now=READING)


def test_a_barred_judge_is_refused(hall: Hall) -> None:
    sheet = sheet_of(hall)
    declare_interest(
        contest_id=hall.contest.pk,
        staff_id=sheet.judge_id,
        entry_id=sheet.entry_id,
        reason="Quen nhóm tác giả",
        by=sheet.judge,
        now=READING,
    )
    with pytest.raises(BarredJudge):
        score_entry(sheet_id=sheet.pk, marks=marks(hall, "5"), is_final=True, by=sheet.judge, now=READING)


def test_after_the_date_and_after_the_last_sheet_nothing_is_taken(hall: Hall) -> None:
    sheet = sheet_of(hall)
    late = CALL.reading_until + timedelta(seconds=0)
    with pytest.raises(RoundClosed):
        score_entry(sheet_id=sheet.pk, marks=marks(hall, "5"), is_final=True, by=sheet.judge, now=late)
    score_round(hall, Round.PRELIMINARY)
    with pytest.raises(Unsealed):
        score_entry(sheet_id=sheet.pk, marks=marks(hall, "5"), is_final=True, by=sheet.judge, now=READING)
    choose_finalists(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    with pytest.raises(RoundClosed):
        score_entry(sheet_id=sheet.pk, marks=marks(hall, "5"), is_final=True, by=sheet.judge, now=READING)


def test_scores_are_sealed_until_all_have_handed_in(hall: Hall) -> None:
    sheets = list(Assignment.objects.filter(entry__contest=hall.contest).select_related("judge"))
    for sheet in sheets[:-1]:
        score_entry(sheet_id=sheet.pk, marks=marks(hall, "5"), is_final=True, by=sheet.judge, now=READING)
    shown = standing(hall.fresh(), Round.PRELIMINARY, now=READING)
    assert (shown.rows, shown.judges, shown.awaited) == ((), (), 1)
    with pytest.raises(Incomplete):
        choose_finalists(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    last = sheets[-1]
    score_entry(sheet_id=last.pk, marks=marks(hall, "5"), is_final=True, by=last.judge, now=READING)
    assert len(standing(hall.fresh(), Round.PRELIMINARY, now=READING).rows) == 3


def test_in_the_final_a_judge_may_change_a_score_until_the_part_closes() -> None:
    hall = final_hall()
    open_parts(hall, [Round.GREETING])
    score_round(hall, Round.GREETING)
    sheet = sheet_of(hall, Round.GREETING)
    given = marks(hall, "2", Round.GREETING)
    score_entry(sheet_id=sheet.pk, marks=given, is_final=True, by=sheet.judge, now=FINAL_DAY)
    held = folded(hall.contest).marks[Round.GREETING, sheet.judge_id, sheet.entry_id]
    assert set(held.values()) == {Decimal(2)}
    close_part(contest_id=hall.contest.pk, round_kind=Round.GREETING, by=hall.coordinator, now=FINAL_DAY)
    with pytest.raises(RoundClosed):
        score_entry(sheet_id=sheet.pk, marks=given, is_final=True, by=sheet.judge, now=FINAL_DAY)


def test_the_database_takes_no_score_that_may_not_be(hall: Hall) -> None:
    sheet = sheet_of(hall)
    stranger = next(one for one in hall.readers if not Assignment.objects.filter(entry=sheet.entry, judge=one).exists())
    criterion = min(marks(hall, "5"))
    greeting = min(marks(hall, "5", Round.GREETING))

    def write(**changed: object) -> None:
        values: dict[str, object] = {
            "contest": hall.contest,
            "seq": 999,
            "at": READING,
            "kind": Kind.SCORED,
            "round": Round.PRELIMINARY,
            "entry": sheet.entry,
            "judge": sheet.judge,
            "criterion_id": criterion,
            "value": Decimal(5),
            "actor_staff": sheet.judge,
        }
        ContestEvent.objects.create(**{**values, **changed})

    for wrong, said in (
        ({"value": Decimal("10.01")}, "out of range"),
        ({"value": Decimal(-1)}, "out of range"),
        ({"value": None}, "out of range"),
        ({"criterion_id": greeting}, "out of range"),
        ({"judge": stranger}, "may not score"),
        ({"round": Round.GREETING, "criterion_id": greeting}, "not open"),
    ):
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            write(**wrong)
    Assignment.objects.filter(pk=sheet.pk).update(barred_at=READING)
    with pytest.raises(IntegrityError, match="may not score"), transaction.atomic():
        write()
    hall.contest.rounds.filter(kind=Round.PRELIMINARY).update(closed_at=READING)
    with pytest.raises(IntegrityError, match="not open"), transaction.atomic():
        write()


def test_the_log_is_never_changed(hall: Hall) -> None:
    for change in (
        lambda: hall.contest.events.filter(seq=1).delete(),
        lambda: hall.contest.events.filter(seq=1).update(reason="khác"),
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            change()
