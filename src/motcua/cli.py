"""The `motcua` command line: one name a command, each command in the room it belongs to."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from motcua.config.embedded import DatabaseTrouble
from motcua.config.environment import BadSetting

COMMANDS = {
    "serve": ("motcua.config.serve", "start database, web server and worker"),
    "worker": ("motcua.config.worker", "run the jobs in the queue"),
    "prepare": ("motcua.config.prepare", "migrate the database and load the reference data"),
    "check": ("motcua.config.check", "check the settings (--deploy: as for real use)"),
    "demo": ("motcua.demo.command", "build the Tân Bình demo in an empty database"),
    "due": ("motcua.foundation.worktime.command", "tell when a time limit ends"),
    "verify-audit": ("motcua.foundation.audit.command", "check the hash chain of the journal"),
    "reorganise": ("motcua.foundation.units.command", "apply the reorganisation of 1 July 2025"),
}


class Command(Protocol):
    """What a room's `command` module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; faults of set-up are one sentence on standard error and exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: the one-stop platform of a local authority.")
    listing = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = words[0] if words else ""
    for name, (module, summary) in COMMANDS.items():
        sub = listing.add_parser(name, help=summary, description=summary)
        if name == chosen:
            _load(module).add_arguments(sub)
    arguments = parser.parse_args(words)
    try:
        return _load(COMMANDS[arguments.command][0]).run(arguments)
    except (DatabaseTrouble, BadSetting) as trouble:
        print(f"motcua: {trouble}", file=sys.stderr)  # noqa: T201 - the command line speaks here
        return 2


def _load(module: str) -> Command:
    return import_module(module)


if __name__ == "__main__":
    sys.exit(main())
