"""Kill web server, worker and PostgreSQL with SIGKILL while people work: what was confirmed is there, once.

Dossiers are filed by a program and at the counter and led through their life by staff; papers and scans are uploaded
(`acting`). Whatever has no answer is sent again with the same token, as a careful client does. Afterwards the database
is asked (`confirmed`): every confirmed act is an event, exactly one, in its order; uploads are there with their bytes;
each turn was told and journaled once; the journal's chain holds; rows are the replay of their events; registers have no
gap. No process may be left behind. What is killed, and how often: `killing`.
"""

import argparse
import random
import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks import acting, confirmed, filings, killing, platform, report
from motcua.config import prepare
from motcua.foundation.worktime import clock

CLIENTS = 4
ACTS_OF_A_LIFE = 4  # at least, so that there are enough filings to begin with
ACTIONS = 500


def main() -> None:
    """Act, kill, compare and print; exit status 1 when something is lost, doubled or left behind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--actions", type=int, default=ACTIONS, help="go on until so many are confirmed")
    parser.add_argument("--database-kills", type=int, default=4, help="at most; needs the embedded server")
    arguments = parser.parse_args()
    with platform.prepared():
        since = clock.now()
        client = filings.new_client()
        places = acting.open_places()
        filed = filings.filed(arguments.actions // ACTS_OF_A_LIFE + CLIENTS, seed=time.time_ns())
        bodies = [body for body in filed if body["unit"] in places]
    run = secrets.token_hex(6)
    begun = time.monotonic()
    with killing.under_fire(database_kills=arguments.database_kills) as fire:
        lives = [
            acting.Life(fire.port, places[str(body["unit"])], body, random.Random(f"{run}-{number}"), f"{run}-{number}")
            for number, body in enumerate(bodies)
        ]
        told = _lead(lives, client, arguments.actions)
    seconds = time.monotonic() - begun
    with prepare.ready():
        wrong = confirmed.faults(told, since=since)
    left = fire.left_behind()
    _print(told, fire.killed, seconds)
    report.line("durability_left_behind", left, "processes")
    for name, number in wrong.items():
        report.line(f"durability_{name}", number, "faults")
    sys.exit(1 if left or any(wrong.values()) or _count(told) < arguments.actions else 0)


def _lead(lives: Sequence[acting.Life], client: str, wanted: int) -> list[acting.Told]:
    """Lead one life after the other by several clients until so many acts are confirmed."""
    told: list[acting.Told] = []
    mutex = threading.Lock()

    def lead(life: acting.Life) -> None:
        with mutex:
            if _count(told) >= wanted:
                return
        done = life.lead(client)
        with mutex:
            told.append(done)

    with ThreadPoolExecutor(CLIENTS) as clients:
        for _ in clients.map(lead, lives):
            pass
    return told


def _count(told: Sequence[acting.Told]) -> int:
    return sum(len(each.acts) for each in told)


def _print(told: Sequence[acting.Told], killed: Sequence[str], seconds: float) -> None:
    acts: Mapping[str, int] = Counter(action.value for each in told for action in each.acts)
    uploads = sum(len(each.papers) + bool(each.sheet) for each in told)
    report.line("durability_confirmed", _count(told), "acts")
    report.line("durability_dossiers", len(told), "dossiers")
    report.line("durability_uploads", uploads, "files")
    for name, number in sorted(acts.items()):
        report.line(f"durability_confirmed_{name}", number, "acts")
    report.line("durability_took", seconds, "s")
    for name in sorted(set(killed)):
        report.line("durability_kills", killed.count(name), name.replace(" ", "_"))


if __name__ == "__main__":
    main()
