"""Records end when their time is over, nobody holds them, and two people have said so."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.audit.actor import Actor
from motcua.foundation.retention import schedule
from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.end_hold import end_hold
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.jobs import resume
from motcua.foundation.retention.models import DestroyedRecord, Disposal, DisposalState, LegalHold
from motcua.foundation.retention.queries import ending_classes, preview, previews, schedule_on, was_destroyed
from motcua.foundation.retention.refusals import (
    HoldRefused,
    NoteMissing,
    NothingToDestroy,
    NotOpen,
    OneselfProposed,
    ProposalOpen,
)
from motcua.foundation.retention.rules import Term, cut
from motcua.foundation.retention.schedule import Ended, Found, RecordClass, register_class
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from tests.factories.units import make_role, make_staff, make_unit

CLASS = "test_record"


class Shelf:
    """A room with records 1 to 4, which ended a year apart; the fourth is younger than its term."""

    def __init__(self, now: datetime) -> None:
        self.records = {
            str(number): now - timedelta(days=366 * years) for number, years in ((1, 9), (2, 8), (3, 7), (4, 1))
        }
        self.broken = ""

    def ended(self, *, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
        (unit_id,) = unit_ids
        return [Ended(key, f"H{key}", unit_id, at) for key, at in self.records.items() if at < before][:most]

    def destroy(self, *, record_id: str, by: Staff | Actor, now: datetime) -> bool:  # noqa: ARG002 - as every room is asked
        if record_id == self.broken:
            raise RuntimeError
        return self.records.pop(record_id, None) is not None


@pytest.fixture
def shelf(now: datetime) -> Iterator[Shelf]:
    """Registered with a term of five years."""
    room = Shelf(now)
    term = Term(5, date(2000, 1, 1), "Thông tư thử", "Điều 1", verified=False)
    register_class(
        RecordClass(CLASS, "Thử", "ngày thử", (term,), room.ended, lambda name: Found(name, 1), room.destroy)
    )
    yield room
    schedule._classes.pop(CLASS)


@pytest.fixture
def unit(db: None) -> Unit:
    """A ward."""
    return make_unit()


@pytest.fixture
def clerk(unit: Unit) -> Staff:
    """Who proposes."""
    return make_staff(role=Role.CLERK, unit=unit)


@pytest.fixture
def leader(unit: Unit) -> Staff:
    """Who decides."""
    return make_staff(role=Role.LEADER, unit=unit)


def propose(clerk: Staff, now: datetime) -> Disposal:
    return propose_disposal(record_class=CLASS, unit_id=clerk.home_unit_id, by=clerk, now=now)


def hold(
    record_id: str, by: Staff, now: datetime, *, until: date | None = None, reason: str = "Khiếu nại"
) -> LegalHold:
    return place_hold(
        record_class=CLASS,
        record_id=record_id,
        name=record_id,
        unit_id=by.home_unit_id,
        reason=reason,
        until=until or now.date() + timedelta(days=90),
        by=by,
        now=now,
    )


def ids(unit: Unit, now: datetime) -> list[str]:
    return [each.record_id for each in preview(schedule.class_of(CLASS), unit.pk, "", now).records]


@pytest.mark.parametrize(
    ("now", "years", "before"),
    [
        ("2019-04-08", 5, "2014-04-08"),
        ("2020-02-29", 1, "2019-02-28"),
        ("2024-02-29", 20, "2004-02-28"),
    ],
)
def test_the_cut_lies_the_years_back(now: str, years: int, before: str) -> None:
    moment = datetime.fromisoformat(f"{now}T08:30").replace(tzinfo=ZONE)
    found = cut(moment, Term(years, date(2000, 1, 1), "x", "", verified=True))
    assert found is not None
    assert found.date().isoformat() == before


def test_what_is_kept_for_ever_has_no_cut(now: datetime) -> None:
    assert cut(now, Term(None, date(2000, 1, 1), "x", "", verified=True)) is None


def test_a_preview_changes_nothing_and_leaves_held_ones_out(
    shelf: Shelf, unit: Unit, leader: Staff, now: datetime
) -> None:
    assert ids(unit, now) == ["1", "2", "3"]
    hold("2", leader, now)
    assert ids(unit, now) == ["1", "3"]
    assert len(shelf.records) == 4


def test_two_people_destroy_and_the_register_names_nobody(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    disposal = propose(clerk, now)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    assert len(shelf.records) == 4
    assert carry_out(disposal_id=disposal.pk, now=now) == 3
    assert list(shelf.records) == ["4"]

    disposal.refresh_from_db()
    assert (disposal.state, disposal.record_ids, disposal.planned) == (DisposalState.DONE, [], 3)
    assert (disposal.document, disposal.verified) == ("Thông tư thử", False)
    assert DestroyedRecord.objects.filter(disposal=disposal).count() == 3
    line = was_destroyed(CLASS, "1")
    assert line is not None
    assert line.disposal == disposal
    assert was_destroyed(CLASS, "4") is None


def test_whoever_proposed_does_not_decide(shelf: Shelf, clerk: Staff, now: datetime) -> None:
    disposal = propose(clerk, now)
    make_role(staff=clerk, unit=clerk.home_unit, role=Role.LEADER)
    with pytest.raises(OneselfProposed):
        decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=clerk, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(state=DisposalState.APPROVED, decided_by=clerk, decided_at=now)


def test_strangers_and_others_neither_propose_nor_decide(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    for other in (leader, make_staff(role=Role.CLERK)):
        with pytest.raises(NotAllowed):
            propose_disposal(record_class=CLASS, unit_id=clerk.home_unit_id, by=other, now=now)
    disposal = propose(clerk, now)
    with pytest.raises(Disposal.DoesNotExist):
        decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=make_staff(role=Role.LEADER), now=now)


def test_a_refusal_says_why_and_destroys_nothing(shelf: Shelf, clerk: Staff, leader: Staff, now: datetime) -> None:
    disposal = propose(clerk, now)
    with pytest.raises(NoteMissing):
        decide_disposal(disposal_id=disposal.pk, approve=False, note=" ", by=leader, now=now)
    decide_disposal(disposal_id=disposal.pk, approve=False, note="Chưa kiểm kê", by=leader, now=now)
    assert carry_out(disposal_id=disposal.pk, now=now) == 0
    assert len(shelf.records) == 4
    with pytest.raises(NotOpen):
        decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    assert propose(clerk, now).planned == 3


def test_one_proposal_at_a_time(shelf: Shelf, clerk: Staff, now: datetime) -> None:
    propose(clerk, now)
    with pytest.raises(ProposalOpen):
        propose(clerk, now)


def test_nothing_over_nothing_proposed(shelf: Shelf, clerk: Staff, now: datetime) -> None:
    shelf.records = {"4": now}
    with pytest.raises(NothingToDestroy):
        propose(clerk, now)


def test_a_hold_after_the_approval_still_saves_the_record(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    disposal = propose(clerk, now)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    hold("2", leader, now)
    assert carry_out(disposal_id=disposal.pk, now=now) == 2
    assert sorted(shelf.records) == ["2", "4"]


def test_a_hold_on_a_part_keeps_the_whole_and_a_hold_on_the_whole_its_parts(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    """Held under another class that belongs together with this one: out of the preview, and out of a running job."""
    register_class(replace(schedule.class_of(CLASS), held_with=("test_part",)))
    disposal = propose(clerk, now)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    for record_class, record_id in (("test_part", "2"), ("test_other", "3")):
        place_hold(
            record_class=record_class,
            record_id=record_id,
            name=record_id,
            unit_id=clerk.home_unit_id,
            reason="Thanh tra",
            until=now.date(),
            by=leader,
            now=now,
        )
    assert ids(clerk.home_unit, now) == ["1", "3"]
    assert carry_out(disposal_id=disposal.pk, now=now) == 2
    assert sorted(shelf.records) == ["2", "4"]


def test_the_overview_names_units_with_something_to_decide_only(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    """Whoever audits a city sees no row for each class and unit where nothing has ended."""
    roles = roles_of(clerk, now)
    assert [(each.record_class.code, each.unit_id) for each in previews(roles, now)] == [(CLASS, clerk.home_unit_id)]
    shelf.records = {"4": now}
    assert previews(roles, now) == []


def test_what_is_kept_for_ever_is_named_and_never_goes(unit: Unit, now: datetime) -> None:
    named = [term.is_for_ever for _each, term in schedule_on(now) if term is not None]
    assert named == sorted(named)
    assert {"book", "journal", "money"} <= {each.code for each, _term in schedule_on(now)}
    assert {"book", "journal", "money"}.isdisjoint(each.code for each in ending_classes(now))
    assert preview(schedule.class_of("money"), unit.pk, "", now).records == ()


def test_a_job_that_was_broken_off_goes_on_where_it_stopped(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    disposal = propose(clerk, now)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    shelf.broken = "2"
    with pytest.raises(RuntimeError):
        carry_out(disposal_id=disposal.pk, now=now)
    assert DestroyedRecord.objects.count() == 1
    shelf.broken = ""
    assert carry_out(disposal_id=disposal.pk, now=now) == 2
    assert DestroyedRecord.objects.count() == 3


def test_what_was_approved_and_failed_is_taken_up_again_by_night(
    shelf: Shelf, clerk: Staff, leader: Staff, now: datetime
) -> None:
    disposal = propose(clerk, now)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    queued = ProcrastinateJob.objects.filter(task_name="retention.carry_out_disposal")
    before = queued.count()
    resume(int((now + timedelta(minutes=30)).timestamp()))
    assert queued.count() == before
    resume(int((now + timedelta(hours=2)).timestamp()))
    assert queued.count() == before + 1
    carry_out(disposal_id=disposal.pk, now=now)
    resume(int((now + timedelta(hours=2)).timestamp()))
    assert queued.count() == before + 1


def test_a_hold_has_a_reason_a_day_and_an_end(shelf: Shelf, unit: Unit, leader: Staff, now: datetime) -> None:
    for wrong in ({"reason": " "}, {"until": now.date() - timedelta(days=1)}):
        with pytest.raises(HoldRefused):
            hold("1", leader, now, **wrong)
    placed = hold("1", leader, now, until=now.date())
    assert "1" not in ids(unit, now)
    assert "1" in ids(unit, now + timedelta(days=1))
    with pytest.raises(HoldRefused):
        end_hold(hold_id=placed.pk, reason=" ", by=leader, now=now)
    assert end_hold(hold_id=placed.pk, reason="Đã kết luận.", by=leader, now=now).end_reason == "Đã kết luận."
    assert "1" in ids(unit, now)


def test_the_database_keeps_holds_and_register(shelf: Shelf, clerk: Staff, leader: Staff, now: datetime) -> None:
    placed = hold("1", leader, now)
    disposal = propose(clerk, now)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=leader, now=now)
    carry_out(disposal_id=disposal.pk, now=now)
    for change in (
        lambda: LegalHold.objects.filter(pk=placed.pk).update(until=now.date()),
        placed.delete,
        lambda: DestroyedRecord.objects.update(at=now),
        lambda: DestroyedRecord.objects.all().delete(),
        lambda: Disposal.objects.filter(pk=disposal.pk)._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
