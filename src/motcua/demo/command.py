"""`motcua demo`: build the Tân Bình demo in an empty database."""

import argparse
import sys
from datetime import datetime

from django.db import transaction

from motcua.config import prepare
from motcua.config.postgresql import DatabaseTrouble
from motcua.foundation.worktime import clock

PROGRESS_EVERY = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many dossiers, and which chance."""
    parser.add_argument("--dossiers", type=int, default=300, metavar="N", help="dossiers over the last six months")
    parser.add_argument("--seed", type=int, default=554, metavar="S", help="the same seed gives the same dossiers")


def run(arguments: argparse.Namespace) -> int:
    """Build it; a database that holds units already is left alone."""
    with prepare.ready():
        if not build_if_empty(now=clock.now(), dossiers=arguments.dossiers, seed=arguments.seed):
            raise DatabaseTrouble("The database is not empty; the demo is built in an empty one only.")
        _say(*account_lines())
    return 0


def build_if_empty(*, now: datetime, dossiers: int = 300, seed: int = 554) -> bool:
    """Build the demo when the database holds no unit yet; tell whether it did."""
    from motcua.demo import build  # noqa: PLC0415 - models load after django.setup()
    from motcua.foundation.units.models import Unit  # noqa: PLC0415 - models load after django.setup()

    if Unit.objects.exists():
        return False
    with transaction.atomic():  # whole or not at all: a killed start leaves an empty database
        build.build(now=now, dossiers=dossiers, seed=seed, told=_progress)
    return True


def is_built() -> bool:
    """Tell whether the database holds a demo: one of its accounts is there."""
    from motcua.demo.staff import posts  # noqa: PLC0415 - models load after django.setup()
    from motcua.foundation.units.models import User  # noqa: PLC0415 - models load after django.setup()

    return User.objects.filter(username__in=[post.username for post in posts()]).exists()


def account_lines() -> list[str]:
    """Return what a newcomer needs to sign in."""
    from motcua.demo.staff import PASSWORD, TOLD  # noqa: PLC0415 - models load after django.setup()

    return [f"Demo accounts (password {PASSWORD}): {', '.join(TOLD)}"]


def _progress(done: int) -> None:
    if done % PROGRESS_EVERY == 0:
        _say(f"Building the demo: {done} steps")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
