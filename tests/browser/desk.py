"""How somebody of the staff comes to a page, for every browser test."""

from django.test import Client
from playwright.sync_api import Page

from motcua.foundation.units.models import Staff
from tests.factories.units import sign_in as signed_in


def sign_in(page: Page, staff: Staff, then: str) -> None:
    """Open a page as somebody who has signed in already (signing in itself is tested apart)."""
    session = signed_in(Client(), staff).cookies["sessionid"].value
    page.goto("/")
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
    page.goto(then)
