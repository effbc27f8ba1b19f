"""Filling in for a citizen: the pages of online filing, with for whom on each, and what comes after."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from motcua.foundation.documents.qr import qr_svg
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.helping.queries import state_of
from motcua.services.onestop.helping.rules import SHOWN_AFTERWARDS
from motcua.services.onestop.helping.web.drafts import with_draft, with_filing
from motcua.services.onestop.letters import receipt_pdf
from motcua.services.onestop.links_over import helper_receipt_over
from motcua.services.onestop.models import HelpedFiling
from motcua.services.onestop.web.public.filing import check_page, section_page
from motcua.services.onestop.web.public.over import over_page
from motcua.services.onestop.web.public.papers import papers_page, thumbnail_page

section = with_draft(section_page)
papers = with_draft(papers_page)
thumbnail = with_draft(thumbnail_page)
check = with_draft(check_page)


@require_safe
@with_filing
def confirmation(request: StaffRequest, helped: HelpedFiling) -> HttpResponse:
    """`…/xac-nhan/`: code and state; for half an hour the look-up code too, to hand to the citizen."""
    dossier = helped.dossier
    if dossier is None:
        return redirect("helping:check", helped.pk)
    is_fresh = _is_fresh(request, helped)
    context = {
        "dossier": dossier,
        "helped": helped,
        "state": state_of(helped),
        "is_fresh": is_fresh,
        "qr": mark_safe(qr_svg(dossier.look_up_address)) if is_fresh else "",  # noqa: S308 - drawn by us
    }
    return render(request, "onestop/helping/confirmation.html", context, using="jinja2")


@require_safe
@with_filing
def receipt(request: StaffRequest, helped: HelpedFiling) -> HttpResponse:
    """`…/giay-tiep-nhan.pdf`: the proof of filing for the citizen, printed right after it."""
    if helped.dossier is None:
        raise Http404
    if not _is_fresh(request, helped):
        return over_page(request, helper_receipt_over())
    answer = HttpResponse(receipt_pdf(helped.dossier, now=request.now), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{helped.dossier.code}.pdf"'
    return answer


def _is_fresh(request: StaffRequest, helped: HelpedFiling) -> bool:
    return helped.filed_at is not None and request.now < helped.filed_at + SHOWN_AFTERWARDS
