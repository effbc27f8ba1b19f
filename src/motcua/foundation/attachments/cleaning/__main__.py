"""The cleaning process: `python -m motcua.foundation.attachments.cleaning`, one file, then gone.

Hostile files are read here and not in the web server: with a ceiling on memory and processor time, and a
crash that harms nobody. The request comes as JSON on standard input, the answer goes to standard output.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from motcua.foundation.attachments.cleaning.outcome import CannotTake, Cleaned
from motcua.foundation.attachments.kinds import Kind
from motcua.foundation.attachments.limits import FileLimits


def clean(kind: Kind, name: str, folder: Path, limits: FileLimits) -> Cleaned:
    """Read `received` in `folder`, write `kept` and, when there is a picture to show, `thumbnail`."""
    received, kept, thumbnail = folder / "received", folder / "kept", folder / "thumbnail"
    if kind is Kind.PDF:
        from motcua.foundation.attachments.cleaning.pdf import clean_pdf  # noqa: PLC0415 - loads what it needs only

        return clean_pdf(received, kept, thumbnail, limits)
    if kind is Kind.OFFICE:
        from motcua.foundation.attachments.cleaning.office import clean_office  # noqa: PLC0415 - as above

        return clean_office(name, received, kept, limits)
    from motcua.foundation.attachments.cleaning.image import clean_image  # noqa: PLC0415 - as above

    return clean_image(kind, received, kept, thumbnail, limits)


def main() -> int:
    """Answer one request: {"kind", "name", "folder", "limits"} gives {"cleaned": …} or {"refused": code}."""
    request = json.load(sys.stdin)
    limits = FileLimits(**request["limits"])
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        cleaned = clean(Kind(request["kind"]), request["name"], Path(request["folder"]), limits)
        answer: dict[str, object] = {"cleaned": asdict(cleaned)}
    except CannotTake as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "unpacks_too_big"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
