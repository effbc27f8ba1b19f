"""How much memory does a web worker hold after it has served every kind of page for a while?

Goal: under 220 MB. Resident memory (VmRSS) of the largest worker, shared pages included.
"""

import secrets
from pathlib import Path

from benchmarks import filings, load, platform, report
from motcua.services.onestop.models import Dossier

SECONDS = 5
MEGABYTE = 1024


def main() -> None:
    """Serve, measure and print."""
    with platform.prepared():
        codes = [dossier.token for dossier in Dossier.objects.order_by("id")[:50]]
        pages = ["/", "/thu-tuc/", "/thu-tuc/dang-ky-khai-sinh/", "/nop-ho-so/", "/tra-cuu/", "/api/v1/openapi.json"]
        reads = [load.get(path) for path in (*pages, *(f"/tra-cuu/{code}" for code in codes))]
        client, run = filings.new_client(), secrets.token_hex(6)
        writes = [
            filings.request(body, client=client, key=f"{run}-{number}")
            for number, body in enumerate(filings.bodies(60))
        ]
        with platform.serving() as port:
            report.line("memory_at_first", _largest_worker(port), "MB")
            load.drive(port, writes, connections=4, seconds=120, expected=b"HTTP/1.1 201", once=True)
            load.drive(port, reads, connections=16, seconds=SECONDS)
            report.line("memory_after_work", _largest_worker(port), "MB")


def _largest_worker(port: int) -> float:
    """Return the megabytes of the largest process of the server on this port."""
    return max(_resident(process) for process in Path("/proc").glob("[0-9]*") if _serves(process, port))


def _serves(process: Path, port: int) -> bool:
    try:
        return f"--port\0{port}\0" in (process / "cmdline").read_text()
    except OSError:
        return False


def _resident(process: Path) -> float:
    lines = (process / "status").read_text().splitlines()
    return next(float(line.split()[1]) / MEGABYTE for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
