"""`motcua publish-procedures`: publish the shipped catalogue on an installation; the dry run is the default."""

import argparse
import sys

from motcua.config import prepare
from motcua.foundation.audit.refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--apply", action="store_true", help="do it; without this only show what would be done")
    parser.add_argument("--open", action="store_true", help="also have the units receive what is of their level")
    parser.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar="REF",
        help="with --open: key (tan-binh/phuong-4) or code of a unit; without, the units that run the one-stop",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what would change, or did; a refusal is one sentence and status 1, a wrong call status 2."""
    if arguments.unit and not arguments.open:
        print("motcua publish-procedures: --unit goes with --open.", file=sys.stderr)  # noqa: T201
        return 2
    with prepare.ready():
        from motcua.services.onestop.catalogue_report import publish_shipped  # noqa: PLC0415 - needs a loaded Django

        try:
            print(publish_shipped(units=arguments.unit, open_too=arguments.open, apply=arguments.apply))  # noqa: T201
        except Refused as refusal:
            print(f"motcua publish-procedures: {refusal}", file=sys.stderr)  # noqa: T201
            return 1
    return 0
