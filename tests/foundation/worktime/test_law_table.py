"""The clock gives every answer of the hand-made table, each with the law or notice it comes from."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.rules import Limit, Span, TimeUnit, due_at
from tests.factories.worktime import make_work_calendar

UNITS = {"wd": TimeUnit.WORKING_DAY, "cd": TimeUnit.CALENDAR_DAY, "wh": TimeUnit.WORKING_HOUR}
CLOSE = "T17:00"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _limit(text: str) -> Limit:
    return Limit(1, TimeUnit.SAME_DAY) if text == "sd" else Limit(int(text[:-2]), UNITS[text[-2:]])


def _pauses(text: str) -> list[Span]:
    return [Span(*map(_moment, pause.split("/"))) for pause in text.split()]


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "law_table.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['start']}+{row['limit']} {row['source']}")
def test_the_limit_ends_when_the_law_says(row: dict[str, str]) -> None:
    due = due_at(
        make_work_calendar(), start=_moment(row["start"]), limit=_limit(row["limit"]), pauses=_pauses(row["pauses"])
    )
    assert due == _moment(row["due"] if "T" in row["due"] else row["due"] + CLOSE)


def test_the_table_has_many_cases() -> None:
    assert len(_rows()) >= 150
