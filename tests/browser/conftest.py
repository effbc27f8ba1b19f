"""A real browser against the platform on loopback.

Every page of a test is watched: an error in the console, a breach of the content security policy or a request to any
other host fails the test. Without Chromium these tests are skipped and say so.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.worktime import clock
from tests.stage import THE_STAGE

# the one without a window system computes less than half as long for the same page
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
DESKTOP = 1280
# milliseconds until something expected counts as missing; a busy machine is slow, not wrong
PATIENCE = 20_000
NewPage = Callable[..., Page]
SetClock = Callable[[datetime], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):  # noqa: PTH120
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    """Return the program that is driven, None when there is none."""
    chosen = os.environ.get("MOTCUA_BROWSER")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Browser]:
    """One browser for the whole session of a worker; each page has a context, and so cookies, of its own.

    A thread with an event loop has another connection: what was left open on the one before would lock for ever.
    """
    program = chromium()
    if program is None:
        pytest.skip("Chromium is not installed (apt-get install chromium, or name one in MOTCUA_BROWSER)")
    with django_db_blocker.unblock():
        THE_STAGE.clear()
        connection.close()
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django would take us for asynchronous code
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        launched = playwright.chromium.launch(executable_path=program, args=flags)
        yield launched
        launched.close()


class Watch:
    """What a page did that no page of ours may do."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.visited: set[str] = set()
        self.troubles: list[str] = []

    def follow(self, page: Page) -> None:
        """Watch `page` until it is closed."""
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))

    def _request(self, request: Request) -> None:
        if request.is_navigation_request():
            self.visited.add(request.url.partition("#")[0])
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.troubles.append(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # the browser reports the status of a page like 404, which a test may want, as an error
        address = message.location["url"].partition("#")[0]
        is_status_of_page = "Failed to load resource" in message.text and address in self.visited
        if message.type in {"error", "warning"} and not is_status_of_page:
            self.troubles.append(f"console {message.type}: {message.text}")


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Return a function that opens pages: `new_page(width=320, javascript=False)`; addresses may start with "/"."""
    cache.clear()  # limits of attempts would remember the test before
    watch = Watch(live_server.url)
    with ExitStack() as opened:

        def open_page(*, width: int = DESKTOP, height: int = 900, javascript: bool = True) -> Page:
            context = opened.enter_context(
                browser.new_context(
                    base_url=live_server.url,
                    viewport={"width": width, "height": height},
                    java_script_enabled=javascript,
                    locale="en-US",
                    timezone_id="Asia/Ho_Chi_Minh",
                )
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            watch.follow(page)
            return page

        yield open_page
    assert watch.troubles == []


@pytest.fixture
def at(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a function that sets the clock of every request and job."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on a desk."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page on the narrowest phone, which is also a desk at 400 % zoom."""
    return new_page(width=320, height=640)
