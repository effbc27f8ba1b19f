"""Units hand in entries until the deadline; who may not enter is told why."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from motcua.foundation.attachments.refusals import FileRefused
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.actions.attach_file import attach_file
from motcua.replication.contest.actions.check_entry import check_entry
from motcua.replication.contest.actions.edit_entry import edit_entry
from motcua.replication.contest.actions.exclude_entry import exclude_entry
from motcua.replication.contest.actions.remove_file import remove_file
from motcua.replication.contest.actions.start_reading import start_reading
from motcua.replication.contest.actions.submit_entry import submit_entry
from motcua.replication.contest.actions.withdraw_entry import withdraw_entry
from motcua.replication.contest.content import Work
from motcua.replication.contest.models import Contest, Entry, EntryState
from motcua.replication.contest.refusals import Conflict, ContestRefused, Incomplete, NotEligible, NotNow
from tests.factories.attachments import make_pdf
from tests.factories.contest import CALL, ENTERING, READING, Hall, make_hall, make_work, reading_hall
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(staged_open: Hall) -> Hall:
    return staged_open


def enter(hall: Hall, work: Work, place: int = 0) -> Entry:
    return submit_entry(
        contest_id=hall.contest.pk,
        unit_id=hall.wards[place].pk,
        work=work,
        by=hall.leaders[place],
        now=ENTERING,
    )


def check(hall: Hall, *, is_eligible: bool, reason: str = "") -> Entry:
    entry = hall.entries[0]
    entry.refresh_from_db()
    return check_entry(
        entry_id=entry.pk,
        is_eligible=is_eligible,
        reason=reason,
        anonymous_file_ids=[],
        by=hall.coordinator,
        now=ENTERING,
        expected_version=entry.version,
    )


def test_an_author_over_the_age_limit_is_refused_by_name(hall: Hall) -> None:
    with pytest.raises(NotEligible, match="Lê Thị Tác Giả 9 39 tuổi"):
        enter(hall, make_work(9, born_on=date(1980, 1, 1)))
    assert hall.contest.entries.count() == 3


def test_an_entry_without_authors_or_without_a_solution_is_refused(hall: Hall) -> None:
    with pytest.raises(NotEligible):
        enter(hall, replace(make_work(), authors=()))
    with pytest.raises(ContestRefused):
        enter(hall, replace(make_work(), solution=" "))


def test_a_unit_enters_for_itself_alone_and_only_when_invited(hall: Hall) -> None:
    outsider = make_staff(role=Role.LEADER, unit=make_unit())
    clerk = make_staff(role=Role.CLERK, unit=hall.wards[0])
    for by in (hall.leaders[1], outsider, clerk):
        with pytest.raises(NotAllowed):
            submit_entry(contest_id=hall.contest.pk, unit_id=hall.wards[0].pk, work=make_work(), by=by, now=ENTERING)


def test_a_draft_does_not_exist_for_units() -> None:
    hall = make_hall()
    with pytest.raises(Contest.DoesNotExist):
        enter(hall, make_work())


@pytest.mark.parametrize("moment", [CALL.opens_at - timedelta(seconds=1), CALL.entries_until])
def test_entries_come_between_opening_and_deadline(hall: Hall, moment: object) -> None:
    with pytest.raises(NotNow):
        submit_entry(
            contest_id=hall.contest.pk,
            unit_id=hall.wards[0].pk,
            work=make_work(),
            by=hall.leaders[0],
            now=moment,  # type: ignore[arg-type]
        )


def test_a_changed_entry_must_be_checked_again_and_the_second_editor_is_told(hall: Hall) -> None:
    check(hall, is_eligible=True)
    entry = hall.entries[0]
    entry.refresh_from_db()
    changed = replace(make_work(), title="Mô hình đã sửa")
    edit_entry(entry_id=entry.pk, work=changed, by=hall.leaders[0], now=ENTERING, expected_version=entry.version)
    with pytest.raises(Conflict):
        edit_entry(
            entry_id=entry.pk, work=make_work(), by=hall.leaders[0], now=ENTERING, expected_version=entry.version
        )
    entry.refresh_from_db()
    assert (entry.title, entry.state) == ("Mô hình đã sửa", EntryState.SUBMITTED)


def test_a_decision_about_an_older_text_is_refused(hall: Hall) -> None:
    entry = hall.entries[0]
    edit_entry(entry_id=entry.pk, work=make_work(7), by=hall.leaders[0], now=ENTERING, expected_version=1)
    with pytest.raises(Conflict):
        check_entry(
            entry_id=entry.pk,
            is_eligible=True,
            reason="",
            anonymous_file_ids=[],
            by=hall.coordinator,
            now=ENTERING,
            expected_version=1,
        )


def test_a_refusal_needs_a_reason_and_so_does_an_exception(hall: Hall) -> None:
    with pytest.raises(ContestRefused, match="lý do"):
        check(hall, is_eligible=False)
    hall.entries[0].authors.update(born_on=date(1970, 1, 1))
    with pytest.raises(ContestRefused, match="lý do"):
        check(hall, is_eligible=True)
    assert check(hall, is_eligible=True, reason="Ban tổ chức đồng ý").state == EntryState.ELIGIBLE


def test_files_are_received_and_removed_before_the_deadline(hall: Hall) -> None:
    entry = hall.entries[0]
    made = attach_file(entry_id=entry.pk, upload=BytesIO(make_pdf()), name="bai.pdf", by=hall.leaders[0], now=ENTERING)
    with pytest.raises(FileRefused):
        attach_file(entry_id=entry.pk, upload=BytesIO(b"<html>"), name="bai.html", by=hall.leaders[0], now=ENTERING)
    with pytest.raises(NotAllowed):
        remove_file(file_id=made.pk, by=hall.leaders[1], now=ENTERING)
    with pytest.raises(NotNow):
        remove_file(file_id=made.pk, by=hall.leaders[0], now=READING)
    remove_file(file_id=made.pk, by=hall.leaders[0], now=ENTERING)
    assert entry.files.count() == 0


def test_reading_starts_after_the_deadline_with_every_entry_decided(hall: Hall) -> None:
    with pytest.raises(NotNow):
        start_reading(contest_id=hall.contest.pk, by=hall.coordinator, now=ENTERING)
    with pytest.raises(Incomplete, match="chưa kiểm tra"):
        start_reading(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)


def test_an_entry_that_was_withdrawn_or_refused_is_not_read(hall: Hall) -> None:
    check(hall, is_eligible=False, reason="Không đúng chủ đề")
    withdraw_entry(entry_id=hall.entries[1].pk, reason="Bận việc", by=hall.leaders[1], now=ENTERING)
    entry = hall.entries[2]
    check_entry(
        entry_id=entry.pk,
        is_eligible=True,
        reason="",
        anonymous_file_ids=[],
        by=hall.coordinator,
        now=ENTERING,
        expected_version=1,
    )
    start_reading(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    entry.refresh_from_db()
    assert entry.blind_code == "BD-01"
    assert [one.assignments.count() for one in hall.entries] == [0, 0, 2]


def test_only_its_unit_withdraws_and_only_the_organiser_sends_off() -> None:
    hall = reading_hall()
    with pytest.raises(NotAllowed):
        withdraw_entry(entry_id=hall.entries[0].pk, reason="", by=hall.leaders[1], now=READING)
    with pytest.raises(NotAllowed):
        exclude_entry(entry_id=hall.entries[0].pk, reason="x", by=hall.leaders[0], now=READING)
    with pytest.raises(ContestRefused, match="lý do"):
        exclude_entry(entry_id=hall.entries[0].pk, reason=" ", by=hall.coordinator, now=READING)
    exclude_entry(entry_id=hall.entries[0].pk, reason="Sao chép", by=hall.coordinator, now=READING)
    with pytest.raises(NotNow):
        withdraw_entry(entry_id=hall.entries[0].pk, reason="", by=hall.leaders[0], now=READING)
