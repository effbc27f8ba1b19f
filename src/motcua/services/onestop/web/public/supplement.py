"""Hand in the papers that were asked for, with the look-up code alone.

Where somebody else filed, the figures that went to the citizen's own telephone or e-mail are needed as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.links_over import no_papers_awaited
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.queries.own_papers import supplement_of
from motcua.services.onestop.refusals import NotNow, PaperRefused
from motcua.services.onestop.web.public.by_code import with_status
from motcua.services.onestop.web.public.over import over_page
from motcua.services.onestop.web.public.own_code import ask_citizen_first

SENT = "onestop_sent"  # in the session: when this browser sent papers, by dossier


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def supplement(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/bo-sung/`: one file for each paper asked for, all sent at once."""
    if not status.awaits_papers:
        if request.method == "POST" and _sent_at(request, status) is not None:  # pressed twice
            return redirect("onestop:supplement_received", token)
        return over_page(request, no_papers_awaited(), token=token)
    asking = ask_citizen_first(request, status, token, now=clock.now())
    if asking is not None:
        return asking
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _hand_in(request, status)
        if not errors:
            return redirect("onestop:supplement_received", token)
    context = {
        "status": status,
        "token": token,
        "slots": _slots(status),
        "errors": errors,
        "size_limit": settings.FILE_SIZE_LIMIT,
    }
    return render(request, "onestop/public/supplement.html", context, status=400 if errors else 200, using="jinja2")


@never_cache
@require_safe
@with_status
def received(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`…/bo-sung/da-nhan/`: every file as it arrived, for the browser that sent them; others prove who they are."""
    moment = _sent_at(request, status)
    if moment is None:
        return redirect("onestop:own_papers", token)
    papers = supplement_of(status.dossier_id, moment)
    context = {"status": status, "token": token, "papers": papers, "moment": moment}
    return render(request, "onestop/public/supplement_received.html", context, using="jinja2")


def _sent_at(request: HttpRequest, status: Status) -> datetime | None:
    """Return when this browser sent papers; None when it did not."""
    sent = request.session.get(SENT, {}).get(str(status.dossier_id))
    return datetime.fromisoformat(sent) if sent is not None else None


def _slots(status: Status) -> dict[str, Mapping[str, Any]]:
    """Return what is asked for by the name of its file input; a paper asked for by title alone is numbered."""
    return {item.get("key") or f"muc-{number}": item for number, item in enumerate(status.asked, 1)}


def _hand_in(request: HttpRequest, status: Status) -> dict[str, str]:
    """Give the files to the dossier; return what is wrong, by slot ("" = the whole)."""
    slots = _slots(status)
    uploads = {slot: request.FILES.get(f"file-{slot}") for slot in slots}
    errors = {slot: _("Chưa chọn tệp cho giấy tờ này.") for slot, upload in uploads.items() if upload is None}
    if errors:
        return errors
    keys = {slot: str(item.get("key") or item["title"]) for slot, item in slots.items()}
    now = clock.now()
    try:
        receive_supplement(
            dossier_id=status.dossier_id,
            uploads=[(keys[slot], upload) for slot, upload in uploads.items() if upload is not None],
            by=Actor.citizen(),
            now=now,
        )
    except NotNow:
        return {}  # pressed twice: the first has brought everything
    except PaperRefused as refused:
        return {next(slot for slot, key in keys.items() if key == refused.paper_key): str(refused.message)}
    except Refused as refused:
        return {"": str(refused.message)}
    request.session[SENT] = {**request.session.get(SENT, {}), str(status.dossier_id): now.isoformat()}
    return {}
