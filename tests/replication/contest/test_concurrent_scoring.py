"""A whole jury presses at once: every score is in the log once, without gaps, and the ranking is the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import IntegrityError, OperationalError, connection

from motcua.replication.contest.actions.score_entry import score_entry
from motcua.replication.contest.kinds import FINAL, Kind, Round
from motcua.replication.contest.models import Assignment, Contest, Criterion
from motcua.replication.contest.queries.log import folded, rubric_of
from motcua.replication.contest.ranking import ranking
from tests.factories.contest import FINAL_DAY, Hall, by_place, final_hall, open_parts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
JUDGES = 6


def all_at_once(hall: Hall) -> list[BaseException]:
    """Let every judge hand in both sheets of the part at the same moment; return what went wrong."""
    criteria = list(Criterion.objects.filter(round__contest=hall.contest, round__kind=Round.GREETING))
    sheets = {
        judge: list(Assignment.objects.filter(judge=judge, round=Round.GREETING).select_related("judge"))
        for judge in [one.pk for one in hall.judges]
    }
    barrier, given = Barrier(JUDGES), by_place(hall)

    def work(mine: list[Assignment]) -> list[BaseException]:
        failed: list[BaseException] = []
        try:
            barrier.wait()
            for sheet in mine:
                marks = {one.pk: given(sheet, one) for one in criteria}
                failed += _caught(
                    lambda sheet=sheet, marks=marks: score_entry(  # type: ignore[misc]
                        sheet_id=sheet.pk, marks=marks, is_final=True, by=sheet.judge, now=FINAL_DAY
                    )
                )
        finally:
            connection.close()
        return failed

    with ThreadPoolExecutor(JUDGES) as pool:
        return [one for each in pool.map(work, sheets.values()) for one in each]


def _caught(act: Callable[[], object]) -> list[BaseException]:
    try:
        act()
    except (IntegrityError, OperationalError) as error:
        return [error]
    return []


@pytest.fixture
def hall() -> Hall:
    made = final_hall(judges=JUDGES)
    open_parts(made, [Round.GREETING])
    return made


def test_a_jury_at_once_leaves_a_log_without_gaps_or_twins(hall: Hall) -> None:
    assert all_at_once(hall) == []
    numbers = list(hall.contest.events.values_list("seq", flat=True))
    assert numbers == list(range(1, hall.fresh().last_seq + 1))
    assert hall.contest.events.filter(kind=Kind.SCORED, round=Round.GREETING).count() == JUDGES * 2 * 2
    lines = ranking(folded(hall.contest), rubric_of(hall.contest), FINAL)
    assert [(line.entry, line.raw) for line in lines] == [
        (hall.entries[0].pk, Decimal(90)),
        (hall.entries[1].pk, Decimal(80)),
    ]


def test_without_the_lock_numbers_collide_and_scores_are_lost(hall: Hall) -> None:
    def unlocked(contest_id: int) -> Contest:
        return Contest.objects.get(pk=contest_id)

    with patch("motcua.replication.contest.actions.score_entry.locked", unlocked):
        failed = all_at_once(hall)
    assert [one for one in failed if isinstance(one, IntegrityError)]
