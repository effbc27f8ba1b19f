"""`motcua backup PATH`: database and files in one checked file, while the platform runs."""

import argparse
from pathlib import Path

from motcua.config import prepare
from motcua.foundation.worktime import clock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the file to write, for example motcua-20260701.tar")


def run(arguments: argparse.Namespace) -> int:
    """Write the backup and tell what is in it; exit status 1 when a file that the database speaks of is lost."""
    with prepare.reachable():
        return _back_up(arguments.path)


def _back_up(path: Path) -> int:
    from motcua.config.backup.manifest import fingerprint  # noqa: PLC0415 - models load after django.setup()
    from motcua.config.backup.take import take_backup  # noqa: PLC0415 - as above

    manifest = take_backup(path=path.absolute(), now=clock.now())
    rows = sum(manifest.rows.values())
    print(f"{path}: {rows} rows and {len(manifest.files)} files, whole.")  # noqa: T201 - the command line speaks here
    print(f"The keys are not inside. Keep them elsewhere; the identity key is {fingerprint()}.")  # noqa: T201
    for sha256 in manifest.lost:
        print(f"lost: the content {sha256} is gone or damaged on this machine")  # noqa: T201
    return 1 if manifest.lost else 0
