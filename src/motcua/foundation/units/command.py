"""`motcua reorganise`: apply the reorganisation of 1 July 2025 to an installation; the dry run is the default."""

import argparse
import sys
from datetime import date

from django.db import OperationalError

from motcua.config import prepare
from motcua.foundation.audit.refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--apply", action="store_true", help="do it; without this only show what would be done")
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="another day than that of the law, 2025-07-01"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what the reorganisation would do, or did; a refusal is one sentence and status 1.

    It is one transaction: when the database breaks it off, because somebody at work held what it needed while it held
    what they needed, nothing of it stays, and it is run again.
    """
    with prepare.ready():
        from motcua.foundation.units.reorganisation_report import reorganise  # noqa: PLC0415 - needs a loaded Django

        try:
            print(reorganise(apply=arguments.apply, on=arguments.on))  # noqa: T201 - the command line speaks here
        except Refused as refusal:
            print(f"motcua reorganise: {refusal}", file=sys.stderr)  # noqa: T201
            return 1
        except OperationalError as broken:
            print(f"motcua reorganise: nothing was changed, run it again: {broken}", file=sys.stderr)  # noqa: T201
            return 1
    return 0
