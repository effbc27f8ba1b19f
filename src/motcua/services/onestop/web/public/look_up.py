"""The look-up: scan the QR code or type the code, and see where the dossier is."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import TooManyAttempts
from motcua.services.onestop.tokens import grouped, parse

LONGEST = 40  # characters of a code as people type it, with room for blanks


@require_safe
@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/`: type the code; it leads to the address that the QR code holds."""
    typed = request.GET.get("ma", "").strip()[:LONGEST]
    code = parse(typed)
    if code is not None:
        return HttpResponseRedirect(reverse("onestop:status", args=[grouped(code)]))
    if typed:
        return show_status(request, typed)
    return render(request, "onestop/public/look_up.html", {"typed": "", "not_found": False}, using="jinja2")


@require_safe
@never_cache
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """`/tra-cuu/<token>`: the stage of one dossier, nothing personal. Unknown and wrong codes look the same."""
    now = clock.now()
    try:
        status = status_by_token(text=token, address=client_address(request), now=now)
    except TooManyAttempts as refused:
        return render(request, "onestop/public/too_many.html", {"refused": refused}, status=429, using="jinja2")
    if status is None:
        context = {"typed": token[:LONGEST], "not_found": True}
        return render(request, "onestop/public/look_up.html", context, status=404, using="jinja2")
    context = {"status": status, "now": now, "token": token}
    return render(request, "onestop/public/status.html", context, using="jinja2")
