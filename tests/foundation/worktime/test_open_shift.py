"""A unit opens at hours of its own, as the dispatch's district did on four evenings a week."""

from datetime import date, datetime, time

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.actions.open_shift import ShiftRefused, open_shift
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import Shift
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import ShiftKind
from tests.factories.units import make_staff, make_unit
from tests.factories.worktime import make_calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 3, 11, 8, 0, tzinfo=ZONE)


def _open(
    admin: Staff,
    *,
    unit_id: int | None = None,
    opens: time = time(17),
    closes: time = time(18),
    valid_to: date | None = None,
    document: str = "Kế hoạch thử",
) -> list[Shift]:
    return open_shift(
        unit_id=unit_id or admin.home_unit_id,
        weekdays=[1, 2, 3, 4],
        opens=opens,
        closes=closes,
        kind=ShiftKind.AFTER_HOURS,
        valid_from=date(2019, 3, 13),
        valid_to=valid_to,
        document=document,
        by=admin,
        roles=roles_of(admin, NOW),
        now=NOW,
    )


def test_the_district_receives_until_18_on_four_evenings(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    make_calendar()
    admin = make_staff(role=Role.ADMINISTRATOR)
    with django_capture_on_commit_callbacks(execute=True):
        assert len(_open(admin)) == 4
    calendar = calendar_for(admin.home_unit_id)
    evenings = [calendar.is_receiving(datetime(2019, 3, day, 17, 30, tzinfo=ZONE)) for day in (12, 13, 14, 15, 18)]
    assert evenings == [False, True, True, False, True]
    assert AuditEntry.objects.get(action="worktime.open_shift").target_id == str(admin.home_unit_id)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"opens": time(18)}, "hours"),
        ({"valid_to": date(2019, 3, 13)}, "hours"),
        ({"document": " "}, "document"),
        ({"opens": time(17, 30)}, "overlap"),
    ],
)
def test_hours_that_make_no_sense_are_refused(change: dict[str, time], code: str) -> None:
    admin = make_staff(role=Role.ADMINISTRATOR)
    _open(admin)
    with pytest.raises(ShiftRefused) as refusal:
        _open(admin, **change)  # type: ignore[arg-type]  # each case changes one of several kinds of argument
    assert refusal.value.code == code


def test_only_an_administrator_of_the_unit_opens_it() -> None:
    with pytest.raises(NotAllowed):
        _open(make_staff(role=Role.ADMINISTRATOR), unit_id=make_unit().pk)
