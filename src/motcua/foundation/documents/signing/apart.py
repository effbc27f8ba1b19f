"""Check a stranger's file in a process of its own, with a ceiling on memory and processor time.

`python -m motcua.foundation.documents.signing.apart`: the file on standard input behind one line of JSON, the verdict
on standard output.
"""

from __future__ import annotations

import base64
import json
import logging
import resource
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from asn1crypto import x509

from motcua.foundation.documents.signing.verdict import Finding, Verdict

MEMORY = 768 * 1024 * 1024
SECONDS = 10
_PATIENCE = 3  # waiting for a processor is not the file's fault
_COMMAND = [sys.executable, "-I", "-m", "motcua.foundation.documents.signing.apart"]
_log = logging.getLogger(__name__)
_one = Lock()


class Busy(Exception):
    """This process checks another file already; its other threads are for everybody else."""


def verify_apart(data: bytes, *, roots: Sequence[x509.Certificate], now: datetime) -> Verdict:
    """Return what `verify_pdf` finds; a process that dies or never ends means the file cannot be read.

    One file at a time in each web process: strangers send files, and each may compute for seconds. Raises Busy.
    """
    if not _one.acquire(blocking=False):
        raise Busy
    try:
        return _verdict(data, roots, now)
    finally:
        _one.release()


def _verdict(data: bytes, roots: Sequence[x509.Certificate], now: datetime) -> Verdict:
    head = {"roots": [base64.b64encode(root.dump()).decode() for root in roots], "now": now.isoformat()}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no word of the command comes from outside
            _COMMAND,
            input=json.dumps(head).encode() + b"\n" + data,
            capture_output=True,
            timeout=SECONDS * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict(Finding.UNREADABLE)
    if done.returncode != 0:
        _log.warning("checking a file ended with %s: %s", done.returncode, done.stderr[-500:].decode(errors="replace"))
        return Verdict(Finding.UNREADABLE)
    return Verdict.from_data(json.loads(done.stdout))


def main() -> int:
    """Check one file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from motcua.foundation.documents.signing.verify import verify_pdf  # noqa: PLC0415 - below the ceiling

    head = json.loads(sys.stdin.buffer.readline())
    roots = [x509.Certificate.load(base64.b64decode(each)) for each in head["roots"]]
    verdict = verify_pdf(sys.stdin.buffer.read(), roots=roots, now=datetime.fromisoformat(head["now"]))
    sys.stdout.write(json.dumps(verdict.as_data()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
