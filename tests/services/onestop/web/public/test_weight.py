"""What a page costs on a slow line: HTML and style sheets, compressed as the server sends them."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.services.onestop.states import State
from tests.factories.onestop import Office, make_dossier
from tests.services.onestop.web.public.filing import submit

KB = 1024
LOOK_UP = 15 * KB
FIRST_VIEW = 150 * KB
ASSET = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|img|script)[^>]*? (?:href|src)="/static/([^"]+)"')


def weight(client: Client, address: str) -> int:
    """Return the bytes of a first visit: the page and everything it asks for."""
    answer = client.get(address)
    html = answer.content
    total = len(gzip.compress(html)) + 600  # with the headers
    for name in set(ASSET.findall(html.decode())):
        found = finders.find(name)
        assert found is not None, name
        with open(found, "rb") as asset:  # noqa: PTH123 - a path of the finder
            total += len(gzip.compress(asset.read())) + 400
    return total


@pytest.mark.parametrize("state", [State.SUBMITTED, State.AWAITING_SUPPLEMENT, State.RETURNED])
def test_a_look_up_is_at_most_15_kb_in_all(client: Client, office: Office, state: State) -> None:
    assert weight(client, f"/tra-cuu/{make_dossier(office, state).token}") <= LOOK_UP


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("address", ["/tra-cuu/", "/tra-cuu/abc"])
def test_the_look_up_form_is_at_most_15_kb_in_all(client: Client, address: str) -> None:
    assert weight(client, address) <= LOOK_UP


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("address", ["/", "/thu-tuc/", "/nop-ho-so/", "/nop-ho-so/tiep-tuc/"])
def test_a_public_page_is_at_most_150_kb_in_all(client: Client, address: str) -> None:
    assert weight(client, address) <= FIRST_VIEW


def test_the_pages_of_a_filing_are_at_most_150_kb_each(client: Client, office: Office) -> None:
    base = submit(client, office)
    for address in (f"/thu-tuc/{office.slug}/", f"/nop-ho-so/{office.slug}/", f"{base}xac-nhan/"):
        assert weight(client, address) <= FIRST_VIEW
