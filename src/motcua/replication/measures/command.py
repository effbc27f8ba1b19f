"""`motcua measures`: roll figures up, count a span again, or compare it with a recount."""

import argparse
from datetime import date, timedelta

from motcua.config import prepare

DAYS = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("act", choices=("roll-up", "rebuild", "verify"))
    parser.add_argument("--service", metavar="CODE", help="only this service")
    parser.add_argument("--first", type=date.fromisoformat, metavar="YYYY-MM-DD", help=f"default: {DAYS} days ago")
    parser.add_argument("--last", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: today")


def run(arguments: argparse.Namespace) -> int:
    """Print what was counted; `verify` prints each difference and returns 1 when there is one."""
    with prepare.ready():
        from motcua.foundation.units.rules import day_of  # noqa: PLC0415 - models need a loaded Django
        from motcua.foundation.worktime import clock  # noqa: PLC0415
        from motcua.services.registry import all_services  # noqa: PLC0415

        today = day_of(clock.now())
        last = arguments.last or today
        first = arguments.first or last - timedelta(days=DAYS)
        counted = [each.code for each in all_services() if each.source is not None]
        if arguments.service and arguments.service not in counted:
            print(f"No service {arguments.service!r} counts anything: {', '.join(counted)}.")  # noqa: T201 - the command line speaks here
            return 2
        chosen = [arguments.service] if arguments.service else counted
        return max(_act(arguments.act, service, first, last) for service in chosen)


def _act(act: str, service: str, first: date, last: date) -> int:
    from motcua.foundation.worktime import clock  # noqa: PLC0415 - models need a loaded Django
    from motcua.replication.measures.actions.rebuild import rebuild  # noqa: PLC0415
    from motcua.replication.measures.actions.roll_up import roll_up  # noqa: PLC0415
    from motcua.replication.measures.comparison import differences  # noqa: PLC0415

    if act == "rebuild":
        print(f"{service}: {rebuild(service=service, first=first, last=last)} figures")  # noqa: T201
        return 0
    done = roll_up(service=service, now=clock.now())
    if act == "roll-up":
        print(f"{service}: {done.unit_days} unit-days counted again, {done.figures} figures")  # noqa: T201
        return 0
    found = differences(service, first=first, last=last)
    for each in found:
        print(f"{service}: {each}")  # noqa: T201
    if not found:
        print(f"{service}: every figure from {first} to {last} equals a recount")  # noqa: T201
    return int(bool(found))
