"""The papers of a filing: attach, see what was received, take out again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.web.serving import thumbnail_response
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.attach_paper import attach_paper
from motcua.services.onestop.actions.remove_paper import remove_paper
from motcua.services.onestop.web.public.drafts import DraftShown, paper_rows
from motcua.services.onestop.web.public.filing import only_unsubmitted, with_draft

INPUT = "file-"  # and the key of the paper: the name of its file input


def papers_page(request: HttpRequest, shown: DraftShown, /) -> HttpResponse:
    """`…/giay-to/`: whichever button is pressed, every file that was chosen is taken, or said why it is not.

    Where the answers call for no paper there is nothing to do here.
    """
    if not paper_rows(shown):
        return redirect(shown.address("check"))
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _remove(request, shown) | _attach(request, shown)
        if not errors:
            return _after(request, shown)
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


def thumbnail_page(_request: HttpRequest, shown: DraftShown, /, file: UUID) -> HttpResponse:
    """A small picture of a file of this draft."""
    attached = shown.draft.papers.select_related("stored").filter(stored=file).first()
    picture = thumbnail_response(attached.stored) if attached else None
    if picture is None:
        raise Http404
    return picture


papers = with_draft(only_unsubmitted(papers_page))
thumbnail = with_draft(thumbnail_page)


def _after(request: HttpRequest, shown: DraftShown) -> HttpResponse:
    if "go-on" in request.POST:
        return HttpResponseRedirect(shown.after("papers"))
    pressed = request.POST.get("attach", "") or request.POST.get("remove", "").partition(":")[0]
    return redirect(f"{request.path}#giay-to-{pressed}")


def _attach(request: HttpRequest, shown: DraftShown) -> dict[str, str]:
    """Take every file that was chosen; return what is wrong, by paper."""
    names = [name for name in request.FILES if name.startswith(INPUT)]
    uploads = {name.removeprefix(INPUT): upload for name in names if (upload := request.FILES.get(name)) is not None}
    pressed = request.POST.get("attach", "")
    errors = {pressed: _("Chưa chọn tệp. Chọn tệp rồi bấm Tải lên.")} if pressed and pressed not in uploads else {}
    for key, upload in uploads.items():
        try:
            attach_paper(
                draft_id=shown.draft.pk,
                paper_key=key,
                upload=upload,
                name=upload.name or "",
                by=shown.by,
                now=clock.now(),
            )
        except Refused as refused:
            errors[key] = str(refused.message)
    return errors


def _remove(request: HttpRequest, shown: DraftShown) -> dict[str, str]:
    key, _colon, file = request.POST.get("remove", "").partition(":")
    try:
        remove_paper(draft_id=shown.draft.pk, paper_key=key, file_id=UUID(file), by=shown.by, now=clock.now())
    except (ValueError, StoredFile.DoesNotExist):
        return {}  # nothing to take out, or gone already: the page shows what is there
    except Refused as refused:
        return {key: str(refused.message)}
    return {}
