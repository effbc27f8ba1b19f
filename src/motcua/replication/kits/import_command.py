"""`motcua import-kit`: take a kit over in a unit; the dry run is the default."""

import argparse
import sys
from datetime import date
from pathlib import Path

from motcua.config import prepare
from motcua.foundation.audit.refusal import Refused
from motcua.replication.kits.packing import LARGEST


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the kit")
    parser.add_argument("--unit", required=True, metavar="REF", help="key (tan-binh/phuong-4) or code of the unit")
    parser.add_argument("--apply", action="store_true", help="do it; without this only show what would be done")
    parser.add_argument(
        "--part",
        action="append",
        default=[],
        metavar="NAME",
        help="only this part, such as procedures; may be repeated",
    )
    parser.add_argument("--document", default="", help="the unit's own document, for hours")
    parser.add_argument("--from-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day of that document")
    parser.add_argument("--publish", action="store_true", help="publish procedures that are not published here")


def run(arguments: argparse.Namespace) -> int:
    """Print what would change, or did; a refusal is one sentence and status 1, no such file status 2."""
    try:
        with arguments.file.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, IsADirectoryError):
        print(f"motcua import-kit: there is no file {arguments.file}.", file=sys.stderr)  # noqa: T201
        return 2
    with prepare.ready():
        from motcua.replication.kits.kit_report import Wish, imported  # noqa: PLC0415 - needs a loaded Django

        wish = Wish(
            unit=arguments.unit,
            parts=tuple(arguments.part),
            document=arguments.document,
            from_day=arguments.from_day,
            may_publish=arguments.publish,
        )
        try:
            print(imported(data, wish, apply=arguments.apply))  # noqa: T201 - the command line speaks here
        except Refused as refusal:
            print(f"motcua import-kit: {refusal}", file=sys.stderr)  # noqa: T201
            return 1
    return 0
