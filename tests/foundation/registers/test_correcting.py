"""Who puts a line of an official book right, whichever page asks: clerk and leader of its unit or of its successor."""

from datetime import date, datetime

import pytest

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.registers.access import CORRECTORS
from motcua.foundation.registers.actions.correct_entry import correct_entry
from motcua.foundation.registers.actions.restate_entry import restate_entry
from motcua.foundation.registers.models import BookAmendment, BookEntry
from motcua.foundation.registers.queries import line_of
from motcua.foundation.registers.rules import BookRefused
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from tests.factories.registers import CLERK, make_books, make_line
from tests.factories.units import make_staff, make_succession, make_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 9, 8, 30, tzinfo=ZONE)
MERGED, AFTER = date(2019, 5, 1), datetime(2019, 5, 2, 8, 30, tzinfo=ZONE)
RIGHT = {"applicant": "Lê Văn Tâm"}


@pytest.fixture
def unit() -> Unit:
    """The unit that keeps the book."""
    make_books()
    return make_unit()


@pytest.fixture
def line(unit: Unit) -> BookEntry:
    """A line of its book."""
    return make_line(unit_id=unit.pk, now=NOW)


def is_put_right(line: BookEntry, by: Staff, now: datetime = NOW) -> bool:
    """Tell whether `by` may; who may not has changed nothing."""
    try:
        correct_entry(entry_id=line.pk, columns=RIGHT, reason="Sai tên", by=by, now=now)
    except NotAllowed:
        assert not BookAmendment.objects.exists()
        return False
    return line_of(BookEntry.objects.get(pk=line.pk))["applicant"] == RIGHT["applicant"]


@pytest.mark.parametrize("role", list(Role))
def test_clerk_and_leader_of_the_unit_put_it_right(unit: Unit, line: BookEntry, role: Role) -> None:
    assert is_put_right(line, make_staff(role=role, unit=unit)) == (role in CORRECTORS)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_of_another_unit_does(line: BookEntry, role: Role) -> None:
    assert not is_put_right(line, make_staff(role=role, unit=make_unit()))


@pytest.mark.parametrize("role", list(Role))
def test_where_the_unit_was_taken_over_the_same_people_do(unit: Unit, line: BookEntry, role: Role) -> None:
    heir, other = make_unit(), make_unit()
    make_succession(unit, heir, on=MERGED)
    assert not is_put_right(line, make_staff(role=role, unit=other), AFTER)
    assert is_put_right(line, make_staff(role=role, unit=heir), AFTER) == (role in CORRECTORS)


def test_who_is_to_take_over_waits_until_then(unit: Unit, line: BookEntry) -> None:
    heir = make_unit()
    make_succession(unit, heir, on=MERGED)
    assert not is_put_right(line, make_staff(role=Role.CLERK, unit=heir), NOW)


def test_whoever_left_service_does_no_more(unit: Unit, line: BookEntry) -> None:
    assert not is_put_right(line, make_staff(role=Role.CLERK, unit=unit, is_active=False))
    assert not is_put_right(line, make_staff(role=Role.CLERK, unit=unit, end=date(2019, 4, 9)))


def test_a_stranger_does_not_learn_what_is_wrong_with_a_correction(line: BookEntry) -> None:
    stranger = make_staff(role=Role.CLERK)
    for columns, reason in ((RIGHT, " "), ({"colour": "X"}, "Sai")):
        with pytest.raises(NotAllowed):
            correct_entry(entry_id=line.pk, columns=columns, reason=reason, by=stranger, now=NOW)


def test_a_line_follows_an_act_whose_actor_has_no_role_where_the_book_is_kept(unit: Unit, line: BookEntry) -> None:
    leader = make_staff(role=Role.LEADER).as_actor()
    restate_entry(entry_id=line.pk, columns=RIGHT, reason="Gia hạn", by=leader, now=NOW)
    assert line_of(BookEntry.objects.get())["applicant"] == RIGHT["applicant"]
    noted = AuditEntry.objects.get(action="registers.amend_entry")
    assert (noted.unit_id, noted.actor_staff_id) == (unit.pk, leader.staff_id)
    with pytest.raises(BookRefused):
        restate_entry(entry_id=line.pk, columns=RIGHT, reason=" ", by=CLERK, now=NOW)
