"""The `motcua` command line: one name a command, each command in the room it belongs to."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from motcua.config import prepare
from motcua.config.environment import Trouble

DISK_FAULTS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


@dataclass(frozen=True)
class Entry:
    """A command: its module, one line about it, and whether it is run with a prepared database around it."""

    module: str
    summary: str
    with_database: bool = True


COMMANDS = {
    "serve": Entry("motcua.config.serve", "start database, web server and worker", with_database=False),
    "worker": Entry("motcua.config.worker", "run the jobs in the queue", with_database=False),
    "prepare": Entry("motcua.config.prepare", "migrate the database and load the reference data", with_database=False),
    "check": Entry("motcua.config.check", "check the settings (--deploy: as for real use)", with_database=False),
    "demo": Entry("motcua.demo.command", "build the Tân Bình demo in an empty database"),
    "due": Entry("motcua.foundation.worktime.command", "tell when a time limit ends"),
    "verify-audit": Entry("motcua.foundation.audit.command", "check the hash chain of the journal"),
    "reorganise": Entry("motcua.foundation.units.command", "apply the reorganisation of 1 July 2025"),
}


class Command(Protocol):
    """What a room's `command` module offers; it is imported after Django is set up."""

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
    command = _load(chosen) if chosen else None
    arguments = _parser(chosen, command).parse_args(words)
    if command is None:
        return 0
    if not COMMANDS[chosen].with_database:
        return command.run(arguments)
    with prepare.ready():
        return command.run(arguments)


def _parser(chosen: str, command: Command | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: the one-stop platform of a local authority.")
    listing = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, entry in COMMANDS.items():
        sub = listing.add_parser(name, help=entry.summary, description=entry.summary)
        if name == chosen and command is not None:
            command.add_arguments(sub)
    return parser


def _load(name: str) -> Command:
    entry = COMMANDS[name]
    if entry.with_database:
        prepare.set_up_django()
    return cast(Command, import_module(entry.module))


def _complain(sentence: str) -> int:
    print(f"motcua: {sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks here
    return 2


if __name__ == "__main__":
    sys.exit(main())
