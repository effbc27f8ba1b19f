"""The `motcua` command line: one name a command, each command in the room it belongs to."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from motcua.config.environment import Trouble

DISK_FAULTS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}

COMMANDS = {
    "serve": ("motcua.config.serve", "start database, web server and worker"),
    "worker": ("motcua.config.worker", "run the jobs in the queue"),
    "prepare": ("motcua.config.prepare", "migrate the database and load the reference data"),
    "check": ("motcua.config.check", "check the settings (--deploy: as for real use)"),
    "backup": ("motcua.config.backup.command", "write database and files into one checked file"),
    "restore": ("motcua.config.backup.restore_command", "put a backup back, whole or not at all"),
    "demo": ("motcua.demo.command", "build the Tân Bình demo in an empty database"),
    "due": ("motcua.foundation.worktime.command", "tell when a time limit ends"),
    "verify-audit": ("motcua.foundation.audit.command", "check the hash chain of the journal"),
    "load-units": ("motcua.foundation.units.load_command", "enter the units that come with the platform"),
    "publish-procedures": (
        "motcua.services.onestop.command",
        "publish the procedures that come with the platform, and open them at units",
    ),
    "read-directive": ("motcua.replication.directives.command", "read an official letter and propose what it orders"),
    "load-dispatch": ("motcua.replication.directives.load_command", "enter dispatch 554 and its eighteen models"),
    "appoint": ("motcua.foundation.units.appoint_command", "make the first administrator of an installation"),
    "measures": ("motcua.replication.measures.command", "roll up, rebuild or verify the figures of live use"),
    "export-kit": ("motcua.replication.kits.export_command", "write what a unit works with into a signed file"),
    "import-kit": ("motcua.replication.kits.import_command", "take a kit over in a unit, after a dry run"),
    "reorganise": ("motcua.foundation.units.command", "apply the reorganisation of 1 July 2025"),
}


class Command(Protocol):
    """What a room's `command` module offers; one that needs data enters `config.prepare.ready` itself."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; faults of set-up are one sentence on standard error and exit status 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    try:
        return _run(words)
    except Trouble as trouble:
        return _complain(str(trouble))
    except OSError as error:
        if error.errno not in DISK_FAULTS:
            raise
        return _complain(f"{error.filename or 'A file'} cannot be written: {os.strerror(error.errno)}.")


def _run(words: Sequence[str]) -> int:
    chosen = words[0] if words and words[0] in COMMANDS else ""
    command = cast("Command", import_module(COMMANDS[chosen][0])) if chosen else None
    arguments = _parser(chosen, command).parse_args(words)
    return command.run(arguments) if command is not None else 0


def _parser(chosen: str, command: Command | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: the one-stop platform of a local authority.")
    listing = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, summary) in COMMANDS.items():
        sub = listing.add_parser(name, help=summary, description=summary)
        if name == chosen and command is not None:
            command.add_arguments(sub)
    return parser


def _complain(sentence: str) -> int:
    print(f"motcua: {sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    return 2


if __name__ == "__main__":
    sys.exit(main())
