"""Look-ups a second at a million dossiers, against a bare handler and against ten thousand dossiers, in one run.

Goal: ratio to the bare handler at least 0.25, p99 under 150 ms at 32 connections, no error, and at least 0.9 of the
rate at 10,000 dossiers.
"""

import argparse
import random

from benchmarks import load, platform, population, report
from motcua.foundation.worktime import clock
from motcua.services.onestop.tokens import grouped, token_of

SMALL = 10_000
LARGE = 1_000_000
CONNECTIONS = 32
ROUNDS = 5


def requests(stored: int) -> list[bytes]:
    """Return look-ups of dossiers spread over everything stored."""
    chosen = random.Random(7).sample(range(stored), 5000)
    return [load.get(f"/tra-cuu/{grouped(token_of(population.uid_of(number)))}") for number in chosen]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    parser.add_argument("--seconds", type=float, default=15)
    arguments = parser.parse_args()
    with platform.prepared():
        small = min(SMALL, arguments.dossiers)
        population.grow_to(small, now=clock.now())
        with platform.serving() as port:
            at_small = load.Result()
            _measure(port, requests(small), at_small, arguments.seconds)
        population.grow_to(arguments.dossiers, now=clock.now())
        at_large, bare = _in_turns(requests(arguments.dossiers), arguments.seconds)
    report.line("tracking", at_large.rate, "look-ups/s", at_large.rate / bare.rate, f"bare_handler_{bare.rate:.0f}/s")
    report.line("tracking_scale", at_large.rate, "look-ups/s", at_large.rate / at_small.rate, f"{small}_dossiers")
    report.line("tracking_p99", at_large.percentile(0.99), "ms")
    report.line("tracking_errors", at_large.errors + at_small.errors, "answers")


def _in_turns(chosen: list[bytes], seconds: float) -> tuple[load.Result, load.Result]:
    """Measure platform and bare handler in turns, so that a neighbour on the machine disturbs both alike."""
    platform_result, bare_result = load.Result(), load.Result()
    with platform.serving() as port, platform.serving("benchmarks.bare", ready_path="/tra-cuu/x") as bare_port:
        for _ in range(ROUNDS):
            _measure(port, chosen, platform_result, seconds / ROUNDS)
            _measure(bare_port, chosen, bare_result, seconds / ROUNDS)
    return platform_result, bare_result


def _measure(port: int, chosen: list[bytes], total: load.Result, seconds: float) -> None:
    load.drive(port, chosen, connections=CONNECTIONS, seconds=1)
    total.add(load.drive(port, chosen, connections=CONNECTIONS, seconds=seconds))


if __name__ == "__main__":
    main()
