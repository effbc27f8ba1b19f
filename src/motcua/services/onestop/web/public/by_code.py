"""Pages below a look-up code: the code is looked up first, and a wrong one ends here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock
from motcua.services.onestop.links_over import dossier_destroyed
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import TooManyAttempts, TooManyComparisons
from motcua.services.onestop.web.public.over import over_page

P = ParamSpec("P")
LONGEST = 40  # characters of a code as people type it, with room for blanks


def with_status(
    view: Callable[Concatenate[HttpRequest, Status, str, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the dossier's status and the code as it stands in the address.

    Below the code of a dossier that came to the end of its term there is nothing any more, and that is said.
    """

    @wraps(view)
    def found(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            status = status_by_token(text=token, address=client_address(request), now=clock.now())
        except TooManyAttempts as refused:
            return too_many(request, refused)
        if status is None:
            return unknown_code(request, token)
        if status.destroyed_at is not None:
            return over_page(request, dossier_destroyed(status.destroyed_at), token=token)
        return view(request, status, token, *args, **kwargs)

    return found


def unknown_code(request: HttpRequest, typed: str) -> HttpResponse:
    """Say that no dossier has this code, and ask for it again."""
    context = {"typed": typed[:LONGEST], "not_found": True}
    page = render(request, "onestop/public/look_up.html", context, status=404, using="jinja2")
    page.headers["Cache-Control"] = "no-store"
    return page


def too_many(request: HttpRequest, refused: TooManyAttempts | TooManyComparisons) -> HttpResponse:
    """Say that codes are not tried any more for a while."""
    return render(request, "onestop/public/too_many.html", {"refused": refused}, status=429, using="jinja2")
