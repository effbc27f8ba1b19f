"""Hand a file to the cleaning process and wait for its answer."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from motcua.foundation.attachments.cleaning.outcome import CannotTake, Cleaned
from motcua.foundation.attachments.kinds import Kind
from motcua.foundation.attachments.limits import FileLimits

_log = logging.getLogger(__name__)
_COMMAND = [sys.executable, "-I", "-m", "motcua.foundation.attachments.cleaning"]
# waiting for a processor is not the file's fault
_PATIENCE = 3


def run_cleaning(kind: Kind, name: str, folder: Path, limits: FileLimits) -> Cleaned:
    """Clean `folder`/received into `folder`/kept (and thumbnail); raise CannotTake when it cannot be taken.

    A cleaning process that dies or never ends means the file is `too_complex`.
    """
    request = {"kind": kind, "name": name, "folder": str(folder), "limits": asdict(limits)}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no word of the command comes from outside
            _COMMAND,
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotTake("too_complex") from error
    if done.returncode != 0:
        _log.warning(
            "cleaning a %s ended with %s: %s", kind, done.returncode, done.stderr[-2000:].decode(errors="replace")
        )
        raise CannotTake("too_complex")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise CannotTake(answer["refused"])
    return Cleaned(**answer["cleaned"])
