"""`motcua check`: are the settings right, is the schema complete?"""

import argparse
import sys

from django.core.management import call_command
from django.core.management.base import SystemCheckError

from motcua.config import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which checks."""
    parser.add_argument("--deploy", action="store_true", help="as for real use: no demo, own keys, https")
    parser.add_argument("--migrations", action="store_true", help="only ask whether a migration is missing")


def run(arguments: argparse.Namespace) -> int:
    """Print the faults; exit status 1 when there is one."""
    with prepare.ready():
        try:
            if arguments.migrations:
                call_command("makemigrations", check=True, dry_run=True, verbosity=1)
            else:
                call_command("check", deploy=arguments.deploy, databases=["default"])
        except SystemCheckError as faults:
            sys.stderr.write(f"{faults}\n")
            return 1
        except SystemExit as missing:
            return int(missing.code or 0)
    return 0
