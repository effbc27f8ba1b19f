"""`/livez`, `/readyz`, `/metrics`: what a service manager, a load balancer and a monitor ask.

They are answered before host names, sessions and redirects to https: whoever asks calls the machine by its number.
Words alone are for everybody; reasons and figures only for this machine itself and for whoever has the token.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from motcua.foundation.health import readiness
from motcua.foundation.health.gauges import all_gauges
from motcua.foundation.health.rules import may_read, written
from motcua.foundation.worktime import clock

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
# whoever passes a request on leaves one of these; what such a header claims is not believed here, whoever sent it
_FORWARDING = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


class ProbeMiddleware:
    """Answer the three addresses, and pass everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe; GET and HEAD only."""
        probe = _PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return _plain("", HTTPStatus.METHOD_NOT_ALLOWED)
        return probe(request)


def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    del request
    return _plain("ok\n")


def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the installation can do its work, 200 or 503, and to those who may know why not."""
    found = readiness.findings()
    is_ready = not any(each.fault for each in found)
    text = "ready\n" if is_ready else "not ready\n"
    if _may_read(request):
        text += "".join(f"{each.name}: {each.fault or 'ok'}\n" for each in found)
    return _plain(text, HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE)


def metrics(request: HttpRequest) -> HttpResponse:
    """Write the figures of every room for Prometheus; for a stranger the address does not exist."""
    if not _may_read(request):
        return _plain("", HTTPStatus.NOT_FOUND)
    return _plain(written(all_gauges(clock.now())), content_type=PROMETHEUS)


_PROBES = {"/livez": livez, "/readyz": readyz, "/metrics": metrics}


def _may_read(request: HttpRequest) -> bool:
    return may_read(
        address=str(request.META.get("REMOTE_ADDR", "")),
        is_forwarded=any(name in request.META for name in _FORWARDING),
        authorization=str(request.META.get("HTTP_AUTHORIZATION", "")),
        token=settings.METRICS_TOKEN,
    )


def _plain(text: str, status: HTTPStatus = HTTPStatus.OK, content_type: str = PLAIN) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response
