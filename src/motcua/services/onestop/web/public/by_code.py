"""Pages below a look-up code: the code is looked up first, and a wrong one ends here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import TooManyAttempts

P = ParamSpec("P")


def with_status(
    view: Callable[Concatenate[HttpRequest, Status, str, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the dossier's status and the code as it stands in the address."""

    @wraps(view)
    def found(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            status = status_by_token(text=token, address=client_address(request), now=clock.now())
        except TooManyAttempts as refused:
            return too_many(request, refused)
        if status is None:
            raise Http404
        return view(request, status, token, *args, **kwargs)

    return found


def too_many(request: HttpRequest, refused: TooManyAttempts) -> HttpResponse:
    """Say that codes are not tried any more for a while."""
    return render(request, "onestop/public/too_many.html", {"refused": refused}, status=429, using="jinja2")
