"""`motcua due`: tell when a time limit ends."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from motcua.config import prepare
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.rules import CalendarMissing, Limit, Span, TimeUnit

UNITS = {str(unit).replace("_", "-"): unit for unit in TimeUnit}
Read = TypeVar("Read")


class BadArgument(Exception):
    """An argument cannot be read; the sentence says which one and what it should be."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments. They are read in `run`, so that each fault is one sentence."""
    parser.add_argument("--from", dest="start", metavar="MOMENT", help="when it was received: 2019-04-09T09:00")
    parser.add_argument("--days", metavar="N", help="the amount: working days, or what --unit says")
    parser.add_argument("--hours", metavar="N", help="the amount in working hours")
    parser.add_argument("--unit", metavar="UNIT", help=f"one of {', '.join(UNITS)}")
    parser.add_argument("--office", metavar="CODE", help="the unit whose calendar and opening hours count")
    parser.add_argument(
        "--pause", metavar="FROM/TO", nargs="+", action="extend", default=[], help="when the clock stood still"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the due time as YYYY-MM-DDTHH:MM:SS+07:00; bad input is one sentence and status 2."""
    try:
        start = _moment("--from", arguments.start)
        limit = _limit(arguments.days, arguments.hours, arguments.unit)
        pauses = [_span(text) for text in arguments.pause]
        with prepare.ready():
            print(_answer(start, limit, pauses, arguments.office))  # noqa: T201 - the command line speaks here
    except CalendarMissing as missing:
        return _refuse(f"the year {missing.year} has no working calendar yet, so the due time cannot be told.")
    except BadArgument as fault:
        return _refuse(str(fault))
    return 0


def _answer(start: datetime, limit: Limit, pauses: list[Span], office: str | None) -> str:
    from motcua.foundation.worktime import queries  # noqa: PLC0415 - models need a loaded Django

    unit_id = _unit_id(office, start.date()) if office else None
    due = queries.due_time(unit_id=unit_id, start=start, limit=limit, pauses=pauses)
    return due.isoformat(timespec="seconds")


def _unit_id(code: str, day: date) -> int:
    from motcua.foundation.units.models import UnitVersion  # noqa: PLC0415 - models need a loaded Django

    found = UnitVersion.objects.filter(code=code, valid__contains=day).values_list("unit_id", flat=True).first()
    if found is None:
        raise BadArgument(f"no office has the code {code} on {day.isoformat()}.")
    return found


def _limit(days: str | None, hours: str | None, unit: str | None) -> Limit:
    if unit is not None and unit not in UNITS:
        raise BadArgument(f"--unit must be one of {', '.join(UNITS)}, not {unit!r}.")
    if days is not None and hours is not None:
        raise BadArgument("give --days or --hours, not both.")
    chosen = UNITS[unit] if unit else TimeUnit.WORKING_DAY if hours is None else TimeUnit.WORKING_HOUR
    if hours is not None and chosen is not TimeUnit.WORKING_HOUR:
        raise BadArgument(f"--hours goes with --unit working-hour, not {unit}.")
    if chosen is TimeUnit.SAME_DAY:
        if days is not None:
            raise BadArgument("--unit same-day takes no --days.")
        return Limit(1, chosen)
    return _amount("--days" if hours is None else "--hours", days if hours is None else hours, chosen)


def _amount(name: str, text: str | None, unit: TimeUnit) -> Limit:
    if text is None:
        raise BadArgument("say how long the limit is, with --days or --hours.")
    amount = _read(int, text, f"{name} must be a whole number of at least 1, not {text!r}.")
    return _read(lambda number: Limit(number, unit), amount, f"{name} must be at least 1, not {text}.")


def _moment(name: str, text: str | None) -> datetime:
    if not text:
        raise BadArgument(f"say when it starts, with {name} 2019-04-09T09:00.")
    return _read(_in_zone, text, f"{name} must look like 2019-04-09T09:00, not {text!r}.")


def _in_zone(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def _span(text: str) -> Span:
    first, slash, second = text.partition("/")
    if not slash:
        raise BadArgument(f"--pause must look like 2019-04-11T10:00/2019-04-16T10:00, not {text!r}.")
    start, end = _moment("--pause", first), _moment("--pause", second)
    if end < start:
        raise BadArgument(f"--pause {text} ends before it starts.")
    return Span(start, end)


Given = TypeVar("Given")


def _read(reader: Callable[[Given], Read], given: Given, sentence: str) -> Read:
    try:
        return reader(given)
    except (ValueError, OverflowError) as error:
        raise BadArgument(sentence) from error


def _refuse(sentence: str) -> int:
    print(f"motcua due: {sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    return 2
