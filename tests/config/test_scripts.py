"""What `script/bench` offers: benchmarks, and none of the modules that only help them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("asked", [[], ["load"], ["no-such-benchmark"], ["../cli"]])
def test_only_benchmarks_are_offered_and_run(asked: list[str]) -> None:
    done = subprocess.run([ROOT / "script" / "bench", *asked], capture_output=True, text=True, check=False)
    offered = done.stderr.partition("Benchmarks:\n")[2].split()
    assert done.returncode == 2
    assert {"tracking", "submit", "worklist"} <= set(offered)
    assert not {"__init__", "load", "platform", "population", "report", "filings", "bare"} & set(offered)
