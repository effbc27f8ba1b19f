"""What the reader finds in the dispatch and in five letters of other layouts, against what a person reads in them.

Goal: every deadline and model of the dispatch, nothing wrong among them, in under 2 s. Exit status 1 when it is missed.
The five letters were written for this test and the reader was corrected on them: they show layouts, not chance.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import report
from motcua.replication.directives.known_units import shipped_units
from motcua.replication.directives.letter_files import text_of
from motcua.replication.directives.reader.proposal import Proposal
from motcua.replication.directives.reader.read import read_letter
from tests.replication.directives.letters import NAMES, letter, truth
from tests.replication.directives.letters.scoring import KINDS, Score, score, summed

SECONDS = 2.0


def main() -> None:
    """Read, compare and print."""
    dispatch, seconds = _read("554")
    found = score(dispatch, truth("554"))
    _lines("reader_dispatch", found)
    others = [score(_read(name)[0], truth(name)) for name in NAMES]
    for name, one in zip(NAMES, others, strict=True):
        _lines(f"reader_{name.replace('-', '_')}", one)
    _lines("reader_five_letters", summed(others))
    report.line("reader_dispatch_time", seconds, "s", seconds / SECONDS, "goal_2s")
    whole = _command()
    report.line("reader_command_time", whole, "s", whole / SECONDS, "goal_2s")
    perfect = all(found[kind].precision == found[kind].recall == 1.0 for kind in ("deadlines", "models"))
    sys.exit(0 if perfect and seconds < SECONDS else 1)


def _read(name: str) -> tuple[Proposal, float]:
    units = shipped_units()
    data = letter(name)
    start = time.perf_counter()
    proposal = read_letter(text_of(data), lambda _heading: units)
    return proposal, time.perf_counter() - start


def _command() -> float:
    """Return how long `motcua read-directive` takes on the dispatch, the start of Python and Django included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "554.txt"
        path.write_bytes(letter("554"))
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "motcua.cli", "read-directive", str(path)], check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - start


def _lines(name: str, found: dict[str, Score]) -> None:
    for kind in KINDS:
        one = found[kind]
        report.line(f"{name}_{kind}_precision", one.precision, "share", against=f"{one.right}_of_{one.found}_found")
        report.line(f"{name}_{kind}_recall", one.recall, "share", against=f"{one.right}_of_{one.true}_there")


if __name__ == "__main__":
    main()
