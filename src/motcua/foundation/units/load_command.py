"""`motcua load-units`: enter the units that come with the platform; the dry run is the default."""

import argparse

from motcua.config import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--apply", action="store_true", help="do it; without this only show what would be entered")


def run(arguments: argparse.Namespace) -> int:
    """Print which units would be entered, or were."""
    with prepare.ready():
        from motcua.foundation.units.reference_report import load_units  # noqa: PLC0415 - needs a loaded Django

        print(load_units(apply=arguments.apply))  # noqa: T201 - the command line speaks here
    return 0
