"""The papers of a filing: attach, see what was received, take out again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.web.serving import thumbnail_response
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.attach_paper import attach_paper
from motcua.services.onestop.actions.remove_paper import remove_paper
from motcua.services.onestop.web.public.drafts import DraftShown, paper_rows
from motcua.services.onestop.web.public.filing import only_unsubmitted, with_draft


@with_draft
@only_unsubmitted
def papers(request: HttpRequest, shown: DraftShown) -> HttpResponse:
    """`…/giay-to/`: one upload at a time, each answered with what arrived."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        action, key = request.POST.get("action", ""), request.POST.get("paper", "")
        if action == "continue" and not request.FILES:
            return HttpResponseRedirect(shown.after("papers"))
        errors = _remove(request, shown, key) if action == "remove" else _attach(request, shown, key)
        if not errors:
            return redirect(f"{request.path}#giay-to-{key}")
    context = {
        "draft": shown,
        "rows": paper_rows(shown, errors=errors),
        "size_limit": settings.FILE_SIZE_LIMIT,
        "position": shown.position("papers"),
        "total": len(shown.pages),
        "back": shown.before("papers"),
        "failed": bool(errors),
    }
    status = 400 if errors else 200
    return render(request, "onestop/public/papers.html", context, status=status, using="jinja2")


@with_draft
def thumbnail(_request: HttpRequest, shown: DraftShown, file: UUID) -> HttpResponse:
    """A small picture of a file of this draft."""
    attached = shown.draft.papers.select_related("stored").filter(stored=file).first()
    picture = thumbnail_response(attached.stored) if attached else None
    if picture is None:
        raise Http404
    return picture


def _attach(request: HttpRequest, shown: DraftShown, key: str) -> dict[str, str]:
    upload = request.FILES.get("file")
    if upload is None:
        return {key: _("Chưa chọn tệp. Chọn tệp rồi bấm Tải lên.")}
    try:
        attach_paper(
            draft_id=shown.draft.pk,
            paper_key=key,
            upload=upload,
            name=upload.name or "",
            by=Actor.citizen(),
            now=clock.now(),
        )
    except Refused as refused:
        return {key: str(refused.message)}
    return {}


def _remove(request: HttpRequest, shown: DraftShown, key: str) -> dict[str, str]:
    try:
        file = UUID(request.POST.get("file", ""))
        remove_paper(draft_id=shown.draft.pk, paper_key=key, file_id=file, by=Actor.citizen(), now=clock.now())
    except (ValueError, StoredFile.DoesNotExist):
        return {}  # gone already: the page shows what is there
    except Refused as refused:
        return {key: str(refused.message)}
    return {}
