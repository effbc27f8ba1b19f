"""How long does an official take for ten questions at the counter? A replay by keyboard in a real browser.

From the open page of the procedure to the page with the receipt: the identity card is scanned, the rest typed. The pace
is 200 ms a stroke, which is 60 words a minute; strokes are counted as the Telex method needs them; a hand scanner takes
5 ms a character. No time to think or to speak with the citizen is added.
Goal: at most 90 s.
"""

import argparse
import os
import sys
import time

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks import platform, report
from motcua.foundation.units.models import Staff
from tests.browser.conftest import FLAGS, chromium
from tests.browser.typist import Typist, enter_guardianship

SLUG = "cham-dut-giam-ho"
RECEPTIONIST = "p4.tiepnhan"
SECONDS = 90


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pace", type=int, default=200, help="milliseconds a stroke")
    parser.add_argument("--scanner", type=int, default=5, help="milliseconds a character of the scanner")
    parser.add_argument("--entries", type=int, default=3)
    arguments = parser.parse_args()
    with platform.prepared():
        session = _session()
        with platform.serving() as port:
            taken, strokes = _entered(port, session, arguments)
    middle = sorted(taken)[len(taken) // 2]
    report.line("counter", middle, "s", middle / SECONDS, f"goal_{SECONDS}_s")
    report.line("counter_strokes", strokes, "strokes", None, f"{arguments.pace}_ms_each")
    report.line("counter_machine", middle - strokes * arguments.pace / 1000, "s", None, "of_it_not_typing")


def _session() -> str:
    """Return the session of a receptionist of the demo (signing in is no part of an entry)."""
    client = Client()
    client.force_login(Staff.objects.select_related("user").get(user__username=RECEPTIONIST).user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _entered(port: int, session: str, arguments: argparse.Namespace) -> tuple[list[float], int]:
    """Return the seconds of each entry and the strokes of the last."""
    program = chromium()
    if program is None:
        sys.exit("Chromium is not installed (apt-get install chromium, or name one in MOTCUA_BROWSER).")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="vi-VN")
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": f"http://127.0.0.1:{port}"}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict is what it takes
        page = context.new_page()
        taken, strokes = [], 0
        for _ in range(arguments.entries):
            seconds, strokes = _enter(page, arguments)
            taken.append(seconds)
        browser.close()
    return taken, strokes


def _enter(page: Page, arguments: argparse.Namespace) -> tuple[float, int]:
    page.goto(f"/can-bo/quay/{SLUG}/")
    expect(page.get_by_label("Mã QR trên thẻ căn cước")).to_be_focused()
    keys = Typist(page, pace=arguments.pace, scanner=arguments.scanner)
    start = time.perf_counter()
    enter_guardianship(keys)
    expect(page.get_by_role("link", name="In giấy tiếp nhận A4")).to_be_focused()
    return time.perf_counter() - start, keys.strokes


if __name__ == "__main__":
    main()
