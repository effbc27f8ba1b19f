"""Directives: the list, one of them whole, its text line by line, its file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS
from motcua.replication.directives.models import Directive
from motcua.replication.directives.queries import DirectivePage, directive_page, directives_for
from motcua.replication.directives.web.choices import measure_names

MOST_OWN = 3  # whoever oversees more units reads the table of all


def page_or_404(request: StaffRequest, directive_id: int) -> DirectivePage:
    """Return the directive as this reader may see it; a stranger's does not exist."""
    try:
        return directive_page(directive_id=directive_id, roles=request.roles)
    except Directive.DoesNotExist as unknown:
        raise Http404 from unknown


@require_safe
@require_role(*WATCHERS)
def directives(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/`: what the reader's units issued, received, or are named in."""
    text = request.GET.get("q", "").strip()[:200]
    context = {
        "text": text,
        "listed": directives_for(request.roles, text=text, now=request.now),
        "may_upload": request.roles.somewhere(Role.COORDINATOR),
    }
    return render(request, "directives/list.html", context)


@require_safe
@require_role(*WATCHERS)
def directive(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/`: one in force, or a proposal with what waits for a person."""
    page = page_or_404(request, directive_id)
    context = {
        "page": page,
        "directive": page.directive,
        "own": page.own if len(page.own) <= MOST_OWN else (),
        "measures": measure_names(page.directive) if page.targets else {},
    }
    template = "directives/directive.html" if page.directive.is_confirmed else "directives/review.html"
    return render(request, template, context)


@require_safe
@require_role(*WATCHERS)
def letter(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/van-ban/`: the text, each line with an address of its own."""
    page = page_or_404(request, directive_id)
    lines = [(number, line) for number, line in enumerate(page.directive.text.split("\n"), 1) if line.strip()]
    return render(request, "directives/letter.html", {"directive": page.directive, "lines": lines})


@require_safe
@require_role(*WATCHERS)
def source(request: StaffRequest, directive_id: int) -> HttpResponseBase:
    """`/can-bo/nhan-rong/chi-dao/<id>/tep/`: the file as it was received; the text where none was kept."""
    page = page_or_404(request, directive_id)
    if page.directive.source is None:
        return redirect("directives:letter", directive_id)
    try:
        return file_response(page.directive.source, inline=True)
    except FileNotReadable as refused:
        context = {"directive": page.directive, "title": _("Chưa mở được tệp"), "refused": refused}
        return render(request, "directives/unreadable.html", context, status=409)
