"""The short way: pages that are the same for whoever asks go past session, sign-in and form protection.

The page behind the QR code is asked for a thousand times for every other one, and finding out who asks cost more than
answering. A page may take the short way when it reads neither session nor account, shows no message kept for the
visitor and holds no form that changes anything of theirs. Everything above this middleware holds for it all the same:
transport security, content policy, language, host names, the pages for faults.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.refusals import refused_page

_pages: list[URLPattern] = []


def register_short_way(page: URLPattern) -> None:
    """Let reading this page take the short way; its route starts at the root. Called from a room's `apps.py`."""
    if page not in _pages:
        _pages.append(page)


class ShortWayMiddleware:
    """Answer the registered pages here, and pass everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; a refusal becomes a page, as at the end of the long way."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        for page in _pages:
            if match := page.resolve(request.path_info.removeprefix("/")):
                request.resolver_match = match
                try:
                    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
                except Refused as refused:
                    response = refused_page(request, refused)
                return response
        return self.get_response(request)
