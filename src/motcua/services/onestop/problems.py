"""How does the API say what went wrong? As problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema

MEDIA_TYPE = "application/problem+json"
_FIRST_FAULT = 400


class ProblemAPI(NinjaAPI):
    """An API whose faults go out, and are described, as problem documents."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,  # noqa: ANN401 - Ninja's own
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """Return the answer; a fault says that it is a problem document (RFC 9457, section 3)."""
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if response.status_code >= _FIRST_FAULT:
            response.headers["Content-Type"] = MEDIA_TYPE
        return response

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description, in which faults are problem documents."""
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= _FIRST_FAULT:
                        answer["content"] = {MEDIA_TYPE: answer["content"].pop(self.renderer.media_type)}
        return described


class Problem(Schema):
    """What went wrong, for people and programs."""

    type: str
    title: str
    status: int
    detail: str
    faults: dict[str, list[str]] | None = None


def problem(status: int, kind: str, detail: str, faults: Mapping[str, list[str]] | None = None) -> Problem:
    """Return a problem document; `kind` is the code of the refusal."""
    return Problem(
        type=f"urn:motcua:{kind}", title=kind, status=status, detail=detail, faults=dict(faults or {}) or None
    )
