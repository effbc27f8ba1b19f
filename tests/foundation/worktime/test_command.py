"""`motcua due` prints one moment, or says in one sentence what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

import pytest

from motcua import cli
from motcua.config import prepare
from tests.factories.units import make_unit
from tests.factories.worktime import make_calendar, make_shift

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command brings its own database up; here it uses the one of the test, which is up."""

    @contextmanager
    def ready() -> Iterator[None]:
        make_calendar()
        yield

    monkeypatch.setattr(prepare, "ready", ready)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("--from 2019-04-09T09:00 --days 8", "2019-04-22T17:00:00+07:00"),
        ("--from 2019-04-09T09:00 --days 8 --unit working-day", "2019-04-22T17:00:00+07:00"),
        ("--from 2019-04-09T09:00 --days 15 --unit calendar-day", "2019-04-24T17:00:00+07:00"),
        ("--from 2019-04-09T09:00 --days 4 --unit working-hour", "2019-04-09T14:30:00+07:00"),
        ("--from 2019-04-09T09:00 --hours 4", "2019-04-09T14:30:00+07:00"),
        ("--from 2019-04-09T15:01 --unit same-day", "2019-04-10T17:00:00+07:00"),
        ("--from 2019-04-09T02:00+00:00 --days 8", "2019-04-22T17:00:00+07:00"),
        ("--from 2019-04-09T09:00 --days 8 --pause 2019-04-11T10:00/2019-04-16T10:00", "2019-04-24T17:00:00+07:00"),
        (
            "--from 2019-04-09T09:00 --days 8 --pause 2019-04-10T09/2019-04-11T09 2019-04-17T09/2019-04-18T09",
            "2019-04-24T17:00:00+07:00",
        ),
        (
            "--pause 2019-04-10T09/2019-04-11T09 --pause 2019-04-17T09/2019-04-18T09 --from 2019-04-09 --days 8",
            "2019-04-24T17:00:00+07:00",
        ),
    ],
)
def test_the_due_time_is_printed_and_nothing_else(words: str, due: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["due", *words.split()]) == 0
    assert capsys.readouterr() == (f"{due}\n", "")


def test_the_opening_hours_of_an_office_count(capsys: pytest.CaptureFixture[str]) -> None:
    unit = make_unit(code="000.00.04.G18")
    make_shift(unit_id=unit.pk, weekday=3, opens=time(7), closes=time(16))
    words = "--from 2019-04-09T09:00 --days 1 --office 000.00.04.G18"
    assert cli.main(["due", *words.split()]) == 0
    assert capsys.readouterr().out == "2019-04-10T16:00:00+07:00\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--days 8", "say when it starts, with --from 2019-04-09T09:00."),
        ("--from yesterday --days 8", "--from must look like 2019-04-09T09:00, not 'yesterday'."),
        ("--from 2019-02-30T09:00 --days 8", "--from must look like 2019-04-09T09:00, not '2019-02-30T09:00'."),
        (
            "--from 0001-01-01T00:00+14:00 --days 1",
            "--from must look like 2019-04-09T09:00, not '0001-01-01T00:00+14:00'.",
        ),
        (
            "--from 9999-12-31T09:00 --days 1",
            "the year 9999 has no working calendar yet, so the due time cannot be told.",
        ),
        ("--from 2019-04-09T09:00", "say how long the limit is, with --days or --hours."),
        ("--from 2019-04-09T09:00 --days eight", "--days must be a whole number of at least 1, not 'eight'."),
        ("--from 2019-04-09T09:00 --days 0", "--days must be at least 1, not 0."),
        ("--from 2019-04-09T09:00 --days=-3", "--days must be at least 1, not -3."),
        ("--from 2019-04-09T09:00 --days 8 --hours 4", "give --days or --hours, not both."),
        (
            "--from 2019-04-09T09:00 --hours 4 --unit working-day",
            "--hours goes with --unit working-hour, not working-day.",
        ),
        (
            "--from 2019-04-09T09:00 --days 8 --unit week",
            "--unit must be one of calendar-day, working-day, working-hour, same-day, not 'week'.",
        ),
        ("--from 2019-04-09T09:00 --days 8 --unit same-day", "--unit same-day takes no --days."),
        (
            "--from 2019-04-09T09:00 --days 8 --pause 2019-04-11",
            "--pause must look like 2019-04-11T10:00/2019-04-16T10:00, not '2019-04-11'.",
        ),
        (
            "--from 2019-04-09T09:00 --days 8 --pause 2019-04-12/2019-04-11",
            "--pause 2019-04-12/2019-04-11 ends before it starts.",
        ),
        ("--from 2019-04-09T09:00 --days 8 --office X", "no office has the code X on 2019-04-09."),
        (
            "--from 2031-04-09T09:00 --days 8",
            "the year 2031 has no working calendar yet, so the due time cannot be told.",
        ),
        (
            "--from 2027-12-30T09:00 --days 8",
            "the year 2028 has no working calendar yet, so the due time cannot be told.",
        ),
        (
            "--from 2019-04-09T09:00 --days 100000000000",
            "the year 2028 has no working calendar yet, so the due time cannot be told.",
        ),
        (
            "--from 2019-04-09T09:00 --days 100000000000 --unit calendar-day",
            "the year 2028 has no working calendar yet, so the due time cannot be told.",
        ),
    ],
)
def test_a_fault_is_one_sentence_and_status_2(words: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["due", *words.split()]) == 2
    assert capsys.readouterr() == ("", f"motcua due: {sentence}\n")
