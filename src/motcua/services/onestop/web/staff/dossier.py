"""One dossier for staff: everything on one page, and its files and letters."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.privacy.actions.note_reading import note_reading
from motcua.foundation.privacy.models import ReadingKind
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop import letters
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.dossier import DossierPage, dossier_page
from motcua.services.onestop.results import check_page_pdf
from motcua.services.onestop.web.staff.acts import ACTS
from motcua.services.onestop.web.staff.voice import voice_code

PRINT = "in"


def page_or_404(request: StaffRequest, code: str) -> DossierPage:
    """Return the dossier as this reader may see it; a stranger's does not exist."""
    try:
        return dossier_page(code=code, roles=request.roles, now=request.now)
    except Dossier.DoesNotExist as unknown:
        raise Http404 from unknown


def note(request: StaffRequest, page: DossierPage, kind: ReadingKind) -> None:
    """Write down that this reader saw the applicant's record. A file or a letter masks nothing."""
    note_reading(
        person=page.dossier.applicant,
        kind=kind,
        about=("dossier", page.dossier.code),
        in_full=page.in_full or kind is not ReadingKind.PAGE,
        by=request.staff,
        now=request.now,
    )


@require_safe
@never_cache
@require_role(*READERS)
def show(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/ho-so/<code>/`."""
    page = page_or_404(request, code)
    note(request, page, ReadingKind.PAGE)
    open_acts = [act for act in ACTS.values() if act.action in page.acts]
    context = {
        "page": page,
        "dossier": page.dossier,
        "acts": open_acts,
        "forms": letters.letters_of(page.dossier),
        "voice": voice_code(request, page.dossier, request.now),
        "to_print": PRINT in request.GET and page.dossier.accepted_at is not None,
    }
    return render(request, "onestop/staff/dossier.html", context, using="jinja2")


@require_safe
@require_role(*READERS)
def file(request: StaffRequest, code: str, file: UUID) -> HttpResponseBase:
    """`/can-bo/ho-so/<code>/tep/<uuid>/`: a paper of the dossier, or the signature for its result."""
    page = page_or_404(request, code)
    stored = next((each for each in page.files if each.pk == file), None)
    if stored is None:
        raise Http404
    note(request, page, ReadingKind.FILE)
    try:
        return file_response(stored, inline=True)
    except FileNotReadable as refused:
        return render(request, "onestop/staff/unreadable.html", {"refused": refused}, status=409, using="jinja2")


@require_safe
@never_cache
@require_role(*READERS)
def check_sheet(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/ho-so/<code>/trang-kiem-tra.pdf`: the QR code of a result, to lie beside one that has no page for it."""
    page = page_or_404(request, code)
    if page.result is None:
        raise Http404
    answer = HttpResponse(check_page_pdf(page.result, now=request.now), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{page.dossier.code}-trang-kiem-tra.pdf"'
    return answer


@require_safe
@never_cache
@require_role(*READERS)
def letter(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """`/can-bo/ho-so/<code>/giay-to/<kind>.pdf`: a letter of the dossier, written now if it has not been yet."""
    page = page_or_404(request, code)
    content = letters.letter_pdf(page.dossier, kind, now=request.now)
    if content is None:
        raise Http404
    note(request, page, ReadingKind.LETTER)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{page.dossier.code}-{kind}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
