"""The look-up: scan the QR code or type the code, and see where the dossier is."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock
from motcua.services.onestop.look_up_counts import count_look_up
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import TooManyAttempts
from motcua.services.onestop.tokens import grouped, parse
from motcua.services.onestop.web.public.by_code import LONGEST, unknown_code


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/`: type the code; it leads to the address that the QR code holds."""
    typed = request.GET.get("ma", "").strip()[:LONGEST]
    code = parse(typed)
    if code is not None:
        return HttpResponseRedirect(reverse("onestop:status", args=[grouped(code)]))
    if typed:
        return show_status(request, typed)
    return _page(request, "onestop/public/look_up.html", {"typed": "", "not_found": False})


@require_safe
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """`/tra-cuu/<token>`: the stage of one dossier, nothing personal. Unknown and wrong codes look the same.

    Takes the short way (`ui.web.short_way`): it must not depend on who asks.
    """
    now = clock.now()
    try:
        status = status_by_token(text=token, address=client_address(request), now=now)
    except TooManyAttempts as refused:
        return _page(request, "onestop/public/too_many.html", {"refused": refused}, status=429)
    if status is None:
        return unknown_code(request, token)
    count_look_up(unit_id=status.receiving_unit_id, now=now)
    return _page(request, "onestop/public/status.html", {"status": status, "now": now, "token": token})


@require_safe
def to_status(_request: HttpRequest, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/`: who types the address may end it with a slash as most are; the page has one address."""
    return HttpResponsePermanentRedirect(reverse("onestop:status", args=[token]))


def _page(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Draw a page that nobody may keep: the next look may tell something else."""
    page = render(request, name, context, status=status, using="jinja2")
    page.headers["Cache-Control"] = "no-store"
    return page
