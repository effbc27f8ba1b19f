"""The API keeps the promises of its own description, whatever is sent: no 500, no answer outside the schema."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.specs.openapi.schemas import OpenApiSchema

from motcua.config.wsgi import application
from tests.factories.onestop import Office

BOUNDED = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(office: Office) -> OpenApiSchema:
    """The description as the server gives it."""
    assert office.slug
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@BOUNDED
def test_every_answer_is_as_described(case: Case, key: str) -> None:
    case.headers = {**(case.headers or {})}
    if case.method == "POST" and case.path == "/api/v1/dossiers" and "Authorization" in case.headers:
        case.headers["Authorization"] = f"Bearer {key}"
    case.call_and_validate()
