"""The last net under every view: no refusal becomes a fault, no answer comes without words."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web import errors
from motcua.foundation.ui.web.refusals import refused_page

_EXPLAINED: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    HTTPStatus.METHOD_NOT_ALLOWED: errors.method_not_allowed,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: errors.too_large,
    HTTPStatus.TOO_MANY_REQUESTS: errors.too_many_requests,
}


class TroubleMiddleware:
    """Turn refusals that no view caught, and refusals by status alone, into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; give an empty 405, 413 or 429 its page and keep its headers."""
        response = self.get_response(request)
        explain = _EXPLAINED.get(response.status_code)
        if explain is None or not isinstance(response, HttpResponse) or response.content:
            return response
        page = explain(request)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a refusal as a page; leave everything else to the pages of web/errors.py.

        PostgreSQL keeps no zero byte, so a fault over an address or a form that has one is the sender's and not ours.
        """
        if isinstance(exception, Refused):
            return refused_page(request, exception)
        if isinstance(exception, ValueError | DataError) and _has_zero_byte(request):
            return errors.bad_request(request, exception)
        return None


def _has_zero_byte(request: HttpRequest) -> bool:
    sent = (text for given in (request.GET, request.POST) for _name, texts in given.lists() for text in texts)
    return "\x00" in request.path or any("\x00" in str(text) for text in sent)
