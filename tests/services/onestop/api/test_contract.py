"""The API keeps the promises of its own description, whatever is sent: no 500, no answer outside the schema."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth
from schemathesis.specs.openapi.schemas import OpenApiSchema

from motcua.config.wsgi import application
from tests.factories.onestop import Office
from tests.services.onestop.api.test_filing import body_for

FILE, STATUS = "POST /api/v1/dossiers", "GET /api/v1/dossiers/{token}"
BOUNDED = settings(
    max_examples=12,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(office: Office) -> Iterator[OpenApiSchema]:
    """The description as the server gives it; requests share the connection of the test."""
    assert office.slug
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/procedures"),
        ("GET", "/api/v1/procedures/{slug}"),
        ("POST", "/api/v1/dossiers"),
        ("GET", "/api/v1/dossiers/{token}"),
        ("GET", "/api/v1/figures/months"),
    ],
)
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: str(mode.value))
def test_every_answer_is_as_described(
    described: OpenApiSchema, key: str, method: str, path: str, mode: GenerationMode
) -> None:
    """To what the description allows, and to what it does not: `call_and_validate` raises where it is not."""

    @BOUNDED
    @seed(2019)
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        if "Authorization" in (case.headers or {}):
            case.headers["Authorization"] = f"Bearer {key}"
        case.call_and_validate()

    ask()


def test_what_was_filed_is_found_by_the_link_of_the_description(
    described: OpenApiSchema, key: str, office: Office
) -> None:
    """Calls one after the other: whoever files goes on with the code that came back."""
    found: list[tuple[str, int]] = []
    made = count(1)

    class Program(described.as_state_machine()):  # type: ignore[misc]  # made at run time
        def before_call(self, case: Case[Any]) -> None:
            if case.operation.label == FILE:
                case.headers["Authorization"] = f"Bearer {key}"
                case.headers["Idempotency-Key"] = f"lan-{next(made)}"
                case.body = body_for(office)

        def validate_response(self, response: Any, case: Case[Any], **_given: Any) -> None:
            # the key is ours, whatever was made up: only the tests above look whether wrong ones are refused
            case.validate_response(response, excluded_checks=[ignored_auth])

        def after_call(self, response: Any, case: Case[Any]) -> None:
            found.append((case.operation.label, response.status_code))

    Program.run(settings=settings(BOUNDED, max_examples=6, stateful_step_count=4))
    assert (FILE, 201) in found
    assert (STATUS, 200) in found
    assert max(status for _operation, status in found) < 500


def test_every_operation_is_covered(described: OpenApiSchema) -> None:
    assert sorted(described) == [
        "/api/v1/dossiers",
        "/api/v1/dossiers/{token}",
        "/api/v1/figures/months",
        "/api/v1/procedures",
        "/api/v1/procedures/{slug}",
    ]
