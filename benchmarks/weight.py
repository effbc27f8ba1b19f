"""What a first visit costs on the line: the page and every file it names, as the real server sends them.

Goal: the look-up at most 15 KB, every other public first view at most 150 KB.
"""

import re
from urllib.request import Request, urlopen

from benchmarks import platform, report
from motcua.services.onestop.models import Dossier

KB = 1024
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def main() -> None:
    """Measure and print."""
    with platform.prepared():
        code = Dossier.objects.order_by("id")[0].token
        pages = {
            "look_up": f"/tra-cuu/{code}",
            "look_up_form": "/tra-cuu/",
            "home": "/",
            "catalogue": "/thu-tuc/",
            "procedure": "/thu-tuc/dang-ky-khai-sinh/",
            "file_online": "/nop-ho-so/",
            "sign_in": "/tai-khoan/dang-nhap/",
        }
        with platform.serving() as port:
            for name, path in pages.items():
                page, weight = _fetched(port, path)
                files = set(NAMED.findall(page.decode()))
                total = weight + sum(_fetched(port, file)[1] for file in files)
                report.line(f"weight_{name}", total / KB, "KB", None, f"{len(files)}_files")


def _fetched(port: int, path: str) -> tuple[bytes, int]:
    """Return what was sent and how many bytes of the line it took, headers included."""
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "gzip"})
    with urlopen(request, timeout=20) as answer:  # noqa: S310 - our own loopback address
        body = answer.read()
        return body, len(body) + len(bytes(answer.headers))


if __name__ == "__main__":
    main()
