"""One moment for every answer, an office, and a program that may file there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.register_api_client import register_api_client
from tests.factories.onestop import NOW, SYSTEM, Office

Post = Callable[..., Any]


@pytest.fixture
def office(staged_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward that receives one procedure, at 08:30 on 8 April 2019."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return staged_office


@pytest.fixture
def key(office: Office) -> str:
    """The key of a registered program."""
    assert office.slug
    return register_api_client(name="Cổng dịch vụ công", by=SYSTEM, now=NOW)


@pytest.fixture
def post(client: Client, key: str) -> Post:
    """Return a function that files: `post(body, once="key")`."""

    def send(body: dict[str, Any], *, once: str | None = "lan-1", bearer: str = key) -> object:
        headers = {"Authorization": f"Bearer {bearer}"} | ({"Idempotency-Key": once} if once is not None else {})
        return client.post("/api/v1/dossiers", body, content_type="application/json", headers=headers)

    return send
