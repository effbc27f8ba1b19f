"""`motcua restore PATH`: put a backup back, whole or not at all."""

import argparse
from pathlib import Path

from motcua.config import prepare
from motcua.foundation.worktime import clock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and what may be replaced."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the backup")
    parser.add_argument("--check", action="store_true", help="only read it from end to end and tell what is in it")
    parser.add_argument("--replace", action="store_true", help="also where the database holds units already")
    parser.add_argument("--drop-former", action="store_true", help="do not keep the database that was there before")


def run(arguments: argparse.Namespace) -> int:
    """Restore, or only check."""
    if arguments.check:
        prepare.set_up_django()
        return _check(arguments.path.absolute())
    with prepare.reachable():
        return _restore(arguments)


def _check(path: Path) -> int:
    from motcua.config.backup.check import check_backup  # noqa: PLC0415 - settings load first

    manifest = check_backup(path)
    print(f"{path} is whole: taken {manifest.taken_at}, {len(manifest.files)} files.")  # noqa: T201
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from motcua.config.backup.put_back import drop_former, put_back  # noqa: PLC0415 - models load after django.setup()

    restored = put_back(path=arguments.path.absolute(), replace=arguments.replace, now=clock.now())
    manifest = restored.manifest
    rows = sum(manifest.rows.values())
    print(f"Restored as of {manifest.taken_at}: {rows} rows, {len(manifest.files)} files; the journal holds together.")  # noqa: T201
    for sha256 in manifest.lost:
        print(f"lost: the content {sha256} was gone already when the backup was taken")  # noqa: T201
    for name in restored.revived:
        print(f"back: {name} was destroyed after this backup was taken. Destroy it again before work goes on.")  # noqa: T201
    if restored.former and arguments.drop_former:
        drop_former(restored.former)
    elif restored.former:
        print(f"The database that was there before is kept as {restored.former}.")  # noqa: T201
    if manifest.last_seal:
        print(f"Compare the seal noted elsewhere: motcua verify-audit --seal {manifest.last_seal}")  # noqa: T201
    return 0
