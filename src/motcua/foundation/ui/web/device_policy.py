"""Which devices may a page use? None, but a page that reads codes with the camera says so itself."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "Permissions-Policy"
_OTHERS = "microphone=(), geolocation=()"
P = ParamSpec("P")


class DevicePolicyMiddleware:
    """Close camera, microphone and place to every page that did not open one for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request under the policy."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, f"camera=(), {_OTHERS}")
        return response


def may_use_camera(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Let the page of this view ask for the camera, and nobody else's page in it."""

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers[HEADER] = f"camera=(self), {_OTHERS}"
        return response

    return opened
