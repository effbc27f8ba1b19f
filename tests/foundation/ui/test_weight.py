"""What a first visit costs on a slow line: 150 KB for a public page, 15 KB for a look-up page."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

KB = 1024


def read(name: str) -> bytes:
    """Return the content of a static file."""
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


def weight(page: str) -> int:
    """Return the bytes over the wire of a page and all the static files it names."""
    names = dict.fromkeys(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    return sum(len(gzip.compress(content)) for content in (page.encode(), *map(read, names)))


@pytest.mark.parametrize(
    ("address", "limit"),
    [("/", 150 * KB), ("/mau/public/", 150 * KB), ("/mau/slim/", 15 * KB), ("/khong-co/", 15 * KB)],
)
def test_a_first_visit_stays_within_its_limit(client: Client, settings: Settings, address: str, limit: int) -> None:
    settings.ROOT_URLCONF = "tests.foundation.ui.gallery"
    assert weight(client.get(address).content.decode()) <= limit


def test_the_style_of_the_look_up_page_is_one_small_file() -> None:
    assert len(read("ui/slim.css")) <= 6 * KB
