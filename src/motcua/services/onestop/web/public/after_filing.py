"""After filing: the confirmation with proof of what was received, and the receipt as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from motcua.foundation.documents.qr import qr_svg
from motcua.foundation.worktime import clock
from motcua.services.onestop.letters import receipt_pdf
from motcua.services.onestop.web.public.drafts import DraftShown, paper_rows
from motcua.services.onestop.web.public.filing import with_draft


@with_draft
def confirmation(request: HttpRequest, shown: DraftShown) -> HttpResponse:
    """`…/xac-nhan/`: the code, what comes next, and every file as it arrived."""
    dossier = shown.draft.submitted
    if dossier is None:
        return redirect("onestop:check", shown.document.slug, shown.draft.pk)
    context = {
        "draft": shown,
        "dossier": dossier,
        "rows": [row for row in paper_rows(shown) if row.files],
        "qr": mark_safe(qr_svg(dossier.look_up_address)),  # noqa: S308 - drawn by us from our own address
        "receipt_href": reverse("onestop:receipt", args=[shown.document.slug, shown.draft.pk]),
        "status_href": reverse("onestop:status", args=[dossier.token]),
    }
    return render(request, "onestop/public/confirmation.html", context, using="jinja2")


@with_draft
def receipt(_request: HttpRequest, shown: DraftShown) -> HttpResponse:
    """`…/giay-tiep-nhan.pdf`: Mẫu 01 for whoever filed."""
    dossier = shown.draft.submitted
    if dossier is None:
        return redirect("onestop:check", shown.document.slug, shown.draft.pk)
    answer = HttpResponse(receipt_pdf(dossier, now=clock.now()), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{dossier.code}.pdf"'
    return answer
