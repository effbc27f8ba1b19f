"""`motcua appoint`: the first administrator of an installation, made on the machine itself. Others follow in pages."""

import argparse
import sys

from motcua.config import prepare
from motcua.foundation.audit.refusal import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--unit", required=True, metavar="CODE", help="code of the unit to administer, and all below it"
    )
    parser.add_argument("--username", required=True, help="the name to sign in with")
    parser.add_argument("--name", required=True, help="full name, family name first")


def run(arguments: argparse.Namespace) -> int:
    """Make the account and print its first password, once; a refusal is one sentence and status 1."""
    with prepare.ready():
        from motcua.foundation.units.first_administrator import appoint_first  # noqa: PLC0415 - needs a loaded Django

        try:
            password = appoint_first(code=arguments.unit, username=arguments.username, full_name=arguments.name)
        except Refused as refusal:
            print(f"motcua appoint: {refusal}", file=sys.stderr)  # noqa: T201 - the command line speaks here
            return 1
        print(f"{arguments.username}  {password}")  # noqa: T201
    return 0
