"""Hand in the papers that were asked for, with the look-up code alone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.queries.lookup import Status, status_by_token
from motcua.services.onestop.refusals import TooManyAttempts


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/bo-sung/`: one file for each paper asked for, all sent at once."""
    now = clock.now()
    try:
        status = status_by_token(text=token, address=client_address(request), now=now)
    except TooManyAttempts as refused:
        return render(request, "onestop/public/too_many.html", {"refused": refused}, status=429, using="jinja2")
    if status is None:
        raise Http404
    if not status.awaits_papers:
        return redirect("onestop:status", token)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _hand_in(request, status)
        if not errors:
            return redirect("onestop:status", token)
    context = {"status": status, "token": token, "errors": errors, "size_limit": settings.FILE_SIZE_LIMIT}
    return render(request, "onestop/public/supplement.html", context, status=400 if errors else 200, using="jinja2")


def _hand_in(request: HttpRequest, status: Status) -> dict[str, str]:
    """Give the files to the dossier; return what is wrong, by paper key ("" = the whole)."""
    uploads = {item["key"]: request.FILES.get(f"file-{item['key']}") for item in status.asked if item.get("key")}
    errors = {key: _("Chưa chọn tệp cho giấy tờ này.") for key, upload in uploads.items() if upload is None}
    if errors:
        return errors
    try:
        receive_supplement(
            dossier_id=status.dossier_id,
            uploads=[(key, upload) for key, upload in uploads.items() if upload is not None],
            by=Actor.citizen(),
            now=clock.now(),
        )
    except Refused as refused:
        return {getattr(refused, "paper_key", ""): str(refused.message)}
    return {}
