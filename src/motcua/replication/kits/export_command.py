"""`motcua export-kit`: write what a unit works with in a service into a signed file."""

import argparse
import sys
from pathlib import Path

from motcua.config import prepare
from motcua.foundation.audit.refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where the kit is written; an existing file stays")
    parser.add_argument("--unit", required=True, metavar="REF", help="key (tan-binh/phuong-4) or code of the unit")
    parser.add_argument("--service", default="onestop", help="code of the service (onestop)")


def run(arguments: argparse.Namespace) -> int:
    """Write the file and print whose it is; a refusal is one sentence and status 1."""
    if arguments.file.exists():
        return _refuse(f"{arguments.file} exists already.")
    with prepare.ready():
        from motcua.replication.kits.kit_report import exported  # noqa: PLC0415 - needs a loaded Django

        try:
            data, sentence = exported(unit=arguments.unit, service=arguments.service)
        except Refused as refusal:
            return _refuse(str(refusal))
    arguments.file.write_bytes(data)
    print(sentence)  # noqa: T201 - the command line speaks here
    return 0


def _refuse(sentence: str) -> int:
    print(f"motcua export-kit: {sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    return 1
