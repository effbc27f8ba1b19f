"""Who is bound to an entry does not judge it: not by the seating, not by hand, not past the database."""

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.actions.assign_readers import assign_readers
from motcua.replication.contest.actions.assign_sheet import assign_sheet
from motcua.replication.contest.actions.declare_interest import declare_interest
from motcua.replication.contest.actions.excuse_panelist import excuse_panelist
from motcua.replication.contest.kinds import Kind, Round
from motcua.replication.contest.models import Assignment, Interest, Panelist
from motcua.replication.contest.refusals import ContestRefused, Incomplete, InterestConflict
from tests.factories.contest import (
    ENTERING,
    FINAL_DAY,
    READING,
    Hall,
    final_hall,
    give_role,
    open_hall,
    open_parts,
    reading_hall,
    score_round,
    seat,
)
from tests.factories.units import make_staff

pytestmark = pytest.mark.django_db


def declare(hall: Hall, place: int, ward: int, *, moment: object = ENTERING) -> Interest:
    return declare_interest(
        contest_id=hall.contest.pk,
        staff_id=hall.readers[place].pk,
        unit_id=hall.wards[ward].pk,
        reason="Vợ công tác tại đơn vị",
        by=hall.readers[place],
        now=moment,  # type: ignore[arg-type]
    )


def readers_of(hall: Hall, ward: int) -> set[int]:
    sheets = Assignment.objects.filter(entry=hall.entries[ward], barred_at__isnull=True)
    return set(sheets.values_list("judge_id", flat=True))


def test_the_seating_keeps_colleagues_and_the_declared_away() -> None:
    hall = open_hall(readers=4)
    colleague = make_staff(role=Role.SPECIALIST, unit=hall.wards[0])
    seat(hall, colleague, Round.PRELIMINARY)
    give_role(hall.readers[0], hall.wards[1], Role.VOLUNTEER)
    declare(hall, 1, 2)
    reading_hall(hall)
    assert colleague.pk not in readers_of(hall, 0)
    assert hall.readers[0].pk not in readers_of(hall, 1)
    assert hall.readers[1].pk not in readers_of(hall, 2)
    assert [len(readers_of(hall, ward)) for ward in range(3)] == [2, 2, 2]


def test_too_few_free_readers_and_nothing_is_assigned() -> None:
    hall = open_hall(readers=2)
    declare(hall, 0, 1)
    with pytest.raises(Incomplete, match="Mô hình số 2"), transaction.atomic():
        reading_hall(hall)
    assert Assignment.objects.count() == 0


def test_by_hand_it_is_refused_too() -> None:
    hall = open_hall(readers=3)
    declare(hall, 0, 1)
    reading_hall(hall)
    with pytest.raises(InterestConflict):
        assign_sheet(entry_id=hall.entries[1].pk, staff_id=hall.readers[0].pk, by=hall.coordinator, now=READING)
    with pytest.raises(ContestRefused, match="không thuộc danh sách"):
        assign_sheet(entry_id=hall.entries[1].pk, staff_id=hall.judges[0].pk, by=hall.coordinator, now=READING)


def test_the_database_refuses_a_sheet_whatever_the_code_says() -> None:
    hall = open_hall(readers=4)
    declare(hall, 0, 1)
    reading_hall(hall)
    leader = hall.leaders[0]
    both = make_staff(role=Role.SPECIALIST, unit=hall.unit)
    give_role(both, hall.wards[0], Role.CLERK)
    for judge, entry in ((hall.readers[0], hall.entries[1]), (leader, hall.entries[0]), (both, hall.entries[0])):
        with pytest.raises(IntegrityError, match="conflict of interest"), transaction.atomic():
            Assignment.objects.create(entry=entry, judge=judge, round=Round.PRELIMINARY, assigned_at=READING)


def test_a_relation_declared_late_takes_the_sheets_away_and_another_reader_steps_in() -> None:
    hall = reading_hall(readers=4)
    score_round(hall, Round.PRELIMINARY)
    ward = next(place for place in range(3) if hall.readers[0].pk in readers_of(hall, place))
    declare(hall, 0, ward, moment=READING)
    assert hall.readers[0].pk not in readers_of(hall, ward)
    assert len(readers_of(hall, ward)) == 1
    scored = hall.contest.events.filter(kind=Kind.SCORED, judge=hall.readers[0], entry=hall.entries[ward])
    assert scored.count() == 4
    assign_readers(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    assert len(readers_of(hall, ward)) == 2
    assert hall.readers[0].pk not in readers_of(hall, ward)


def test_judges_of_the_final_have_no_sheet_of_a_team_they_are_bound_to() -> None:
    hall = final_hall()
    judge = hall.judges[0]
    declare_interest(
        contest_id=hall.contest.pk,
        staff_id=judge.pk,
        entry_id=hall.entries[0].pk,
        reason="Đã hướng dẫn nhóm tác giả",
        by=hall.coordinator,
        now=FINAL_DAY,
    )
    open_parts(hall, [Round.GREETING])
    sheets = Assignment.objects.filter(judge=judge, round=Round.GREETING)
    assert [sheet.entry for sheet in sheets] == [hall.entries[1]]


def test_one_declares_for_oneself_and_the_organiser_for_anybody() -> None:
    hall = reading_hall()
    for by in (hall.readers[1], hall.leaders[0], make_staff(role=Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            declare_interest(
                contest_id=hall.contest.pk,
                staff_id=hall.readers[0].pk,
                unit_id=hall.wards[0].pk,
                reason="x",
                by=by,
                now=READING,
            )
    with pytest.raises(ContestRefused):
        declare_interest(
            contest_id=hall.contest.pk,
            staff_id=hall.readers[0].pk,
            unit_id=hall.wards[0].pk,
            reason=" ",
            by=hall.readers[0],
            now=READING,
        )


def test_the_register_only_grows() -> None:
    hall = reading_hall(readers=4)
    made = declare(hall, 0, 0, moment=READING)
    for change in (made.delete, lambda: Interest.objects.update(reason="khác")):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            change()


def test_an_excused_reader_gives_back_what_is_not_handed_in() -> None:
    hall = reading_hall(readers=4)
    panelist = Panelist.objects.get(contest=hall.contest, staff=hall.readers[0])
    with pytest.raises(ContestRefused, match="lý do"):
        excuse_panelist(panelist_id=panelist.pk, reason="", by=hall.coordinator, now=READING)
    excuse_panelist(panelist_id=panelist.pk, reason="Ốm", by=hall.coordinator, now=READING)
    assert all(hall.readers[0].pk not in readers_of(hall, ward) for ward in range(3))
    assign_readers(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    assert [len(readers_of(hall, ward)) for ward in range(3)] == [2, 2, 2]
