"""The short way: pages that are the same for whoever asks are answered before Django's own handling begins.

The page behind the QR code is asked for a thousand times for every other one, and what is done around a page cost half
as much as the page: finding out who asks, signals, a dozen layers that each add a header. A page may take the short way
when it reads neither session nor account, shows no message kept for the visitor and holds no form that changes anything
of theirs. What `settings.MIDDLEWARE_FOR_EVERY_PAGE` does holds for it all the same: those layers are asked once per
host name, scheme and language, and what they say then goes with every such answer. Whatever is not a finished page, a
refusal and a fault too, goes the long way.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from http import HTTPStatus
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest, get_script_name
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, URLPattern, set_script_prefix
from django.utils import translation
from django.utils.module_loading import import_string

from motcua.foundation.ui.language import chosen_language

MOST_KINDS = 256  # kinds of request whose headers are kept; a stranger may make up host names under a wildcard
_OF_ONE_PAGE = {"Content-Type", "Content-Length"}

Headers = tuple[tuple[str, str], ...]
Answer = Callable[[HttpRequest], HttpResponseBase]

_pages: list[URLPattern] = []


def register_short_way(page: URLPattern) -> None:
    """Let reading this page take the short way; its route starts at the root. Called from a room's `apps.py`."""
    if page not in _pages:
        _pages.append(page)


class WholePage(list[bytes]):
    """A finished page as a WSGI answer, with its status."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__([response.content])
        self.status_code = response.status_code


class ShortWay:
    """The WSGI application: registered pages are answered here, everything else by `long_way`."""

    def __init__(self, long_way: WSGIApplication) -> None:
        self.long_way = long_way
        self._standing: dict[tuple[str, str | None, str], Headers] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        match = _match(environ)
        answered = self._answer(environ, match) if match else None
        if answered is None:
            return self.long_way(environ, start_response)
        response, standing = answered
        length = ("Content-Length", str(len(response.content)))
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), length, *standing])
        return WholePage(response)

    def _answer(self, environ: WSGIEnvironment, match: ResolverMatch) -> tuple[HttpResponse, Headers] | None:
        """Return the page and the headers that every page has; None when the long way has to answer."""
        set_script_prefix(get_script_name(environ))
        request = WSGIRequest(environ)
        language = chosen_language(request)
        kind = (request.scheme or "", environ.get("HTTP_HOST"), language)
        standing = self._standing.get(kind) or self._ask_layers(kind, WSGIRequest(environ))
        if standing is None:
            return None
        translation.activate(language)
        request.LANGUAGE_CODE = language
        request.resolver_match = match
        try:
            return match.func(request, *match.args, **match.kwargs), standing
        except Exception:  # noqa: BLE001 - the long way meets it again, tells the visitor and keeps it in the log
            return None

    @cached_property
    def _layers(self) -> Answer:
        """Return the layers that hold for every page around an empty one, each with its faults made an answer."""
        answer: Answer = _empty
        for name in reversed(settings.MIDDLEWARE_FOR_EVERY_PAGE):
            answer = cast("Answer", convert_exception_to_response(import_string(name)(answer)))
        return answer

    def _ask_layers(self, kind: tuple[str, str | None, str], request: HttpRequest) -> Headers | None:
        """Return what the layers add to an empty page; None when they do not let such a request through."""
        said = self._layers(request)
        if said.status_code != HTTPStatus.OK:
            return None
        headers = tuple((name, value) for name, value in said.items() if name not in _OF_ONE_PAGE)
        if len(self._standing) < MOST_KINDS:
            self._standing[kind] = headers
        return headers


def _match(environ: WSGIEnvironment) -> ResolverMatch | None:
    path: str = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or not path.isascii():
        return None
    return next((match for page in _pages if (match := page.resolve(path.removeprefix("/")))), None)


def _empty(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponse()
