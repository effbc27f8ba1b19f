"""The page of a link that is used or whose time is over: HTTP 410, what happened, what to do."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.services.onestop.links_over import LinkOver


def over_page(request: HttpRequest, over: LinkOver, *, token: str = "") -> HttpResponse:
    """Return the page; with the look-up code of a dossier it leads to where that stands."""
    context = {"over": over, "token": token}
    page = render(request, "onestop/public/over.html", context, status=HTTPStatus.GONE, using="jinja2")
    page.headers["Cache-Control"] = "no-store"
    return page
