"""Processes that live and die with the one that started them (Linux)."""

import ctypes
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
STARTER = "MOTCUA_STARTER"  # number of the process that started us


def die_with(starter: int, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to end this process when `starter`, its parent, dies; leave at once when it is dead already."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, by)
    if os.getppid() != starter:
        sys.exit(1)


def die_with_starter(by: signal.Signals = signal.SIGTERM) -> None:
    """Do so when a supervisor started this process."""
    if starter := os.environ.pop(STARTER, ""):
        die_with(int(starter), by)


def keep_what_is_loaded() -> None:
    """Have no collection look through what is loaded by now, program and tables, which stays until the process ends."""
    gc.collect()
    gc.freeze()


def start(
    module: str, arguments: Sequence[str], *, log: Path, settings: Mapping[str, str], waits: bool = False
) -> subprocess.Popen[bytes]:
    """Start `python -m module` out of reach of the terminal's Ctrl-C, with everything it says in `log`.

    One that waits has an open standard input, whose end tells it to begin.
    """
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE if waits else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **settings, STARTER: str(os.getpid())},
        )
