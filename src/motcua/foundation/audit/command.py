"""`motcua verify-audit`: check the hash chains of the journal."""

import argparse
from datetime import date

from motcua.config import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--unit", type=int, metavar="ID", help="only the chains of this unit (0: the platform itself)")
    parser.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="only the chains of this day")
    parser.add_argument(
        "--seal", type=_seal, metavar="NUMBER:HASH", help="a seal noted down earlier, to compare the stored one with"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the first broken link of each broken chain; return 1 when there is one.

    When all is well print how much was checked and the last seal, to be kept outside the database.
    """
    with prepare.ready():
        return _verify(arguments)


def _verify(arguments: argparse.Namespace) -> int:
    from motcua.foundation.audit.models import AuditEntry, Seal  # noqa: PLC0415 - models need a loaded Django
    from motcua.foundation.audit.verify import broken_links  # noqa: PLC0415

    status = 0
    for link in broken_links(unit_id=arguments.unit, day=arguments.day):
        print(f"broken link: {link}")  # noqa: T201 - the command line speaks here
        status = 1
    if arguments.seal and not Seal.objects.filter(number=arguments.seal[0], hash=arguments.seal[1]).exists():
        print(f"broken link: seal {arguments.seal[0]}: not the one that was noted down")  # noqa: T201
        status = 1
    if not status:
        print(f"The journal holds together: {AuditEntry.objects.count()} entries in all.")  # noqa: T201
        if (last := Seal.objects.order_by("number").last()) is not None:
            print(f"Last seal, to be noted down elsewhere: {last.number}:{bytes(last.hash).hex()}")  # noqa: T201
    return status


def _seal(text: str) -> tuple[int, bytes]:
    number, _, digest = text.partition(":")
    return int(number), bytes.fromhex(digest)
