"""The dated facts that come with the room: when units are reminded, and what an inspector looks at."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.replication.followup.rules import ReminderSchedule

GENERAL = ""  # the checklist of what has none of its own


@dataclass(frozen=True)
class CheckLine:
    """A line of a checklist: what must hold, and where to look."""

    text: str
    hint: str


@dataclass(frozen=True)
class Checklist:
    """What an inspector looks at for a model ("D2"; "" = any), from a day on; `verified` is False for our own draft."""

    code: str
    model: str
    title: str
    valid_from: date
    document: str
    verified: bool
    lines: tuple[CheckLine, ...]


def schedule_on(day: date) -> ReminderSchedule:
    """Return the schedule of reminders in force on `day`."""
    return max((each for each in _schedules() if each.valid_from <= day), key=lambda each: each.valid_from)


def checklist_for(model: str, day: date) -> Checklist:
    """Return the checklist of a model in force on `day`, or the general one when the model has none."""
    standing = [each for each in _checklists() if each.valid_from <= day and each.model in {model, GENERAL}]
    return max(standing, key=lambda each: (each.model == model, each.valid_from))


@cache
def _schedules() -> tuple[ReminderSchedule, ...]:
    return tuple(
        ReminderSchedule(
            valid_from=date.fromisoformat(row["valid_from"]),
            days=tuple(row["days"]),
            forget_after=row["forget_after"],
            document=row["document"],
            verified=row["verified"],
        )
        for row in _read("reminders.json")["schedules"]
    )


@cache
def _checklists() -> tuple[Checklist, ...]:
    return tuple(
        Checklist(
            code=row["code"],
            model=row["model"],
            title=row["title"],
            valid_from=date.fromisoformat(row["valid_from"]),
            document=row["document"],
            verified=row["verified"],
            lines=tuple(CheckLine(line["text"], line.get("hint", "")) for line in row["lines"]),
        )
        for row in _read("checklists.json")["checklists"]
    )


def _read(name: str) -> dict[str, Any]:
    text = files("motcua.replication.followup").joinpath("data", name).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read
