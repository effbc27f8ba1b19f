"""What did the database server say, and what of it tells why it does not start?"""

import errno
import os
from pathlib import Path


def since(path: Path, begin: int) -> str:
    """Return what was written to the log after its first `begin` bytes."""
    if not path.exists():
        return ""
    with path.open("rb") as log:
        log.seek(begin)
        return log.read().decode("utf-8", errors="replace")


def reason(output: str) -> str:
    """Return the one line that tells most."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    full = [os.strerror(errno.ENOSPC) for line in lines if os.strerror(errno.ENOSPC) in line]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    return (full or telling or lines or ["no reason was given"])[-1]
