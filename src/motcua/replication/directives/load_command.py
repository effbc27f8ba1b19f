"""`motcua load-dispatch`: enter dispatch 554/UBND-CCHC and its eighteen models; the dry run is the default."""

import argparse
import sys

from motcua.config import prepare
from motcua.foundation.audit.refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--apply", action="store_true", help="do it; without this only show what would be entered")


def run(arguments: argparse.Namespace) -> int:
    """Print what would be entered, or was. The units of the district must be there: `motcua load-units`."""
    with prepare.ready():
        from motcua.replication.directives.load_report import load_dispatch  # noqa: PLC0415 - needs a loaded Django

        try:
            print(load_dispatch(apply=arguments.apply))  # noqa: T201 - the command line speaks here
        except Refused as refusal:
            print(f"motcua load-dispatch: {refusal}", file=sys.stderr)  # noqa: T201 - the command line speaks here
            return 1
    return 0
