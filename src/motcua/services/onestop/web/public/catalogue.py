"""The catalogue of procedures: find one, read one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.foundation.ui.text import listing_key
from motcua.foundation.worktime import clock
from motcua.services.onestop.definition import CopyKind, StepClock
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.papers import papers_when
from motcua.services.onestop.queries import catalogue

COPY_KINDS = {
    CopyKind.ORIGINAL: _("Bản chính"),
    CopyKind.CERTIFIED: _("Bản sao chứng thực"),
    CopyKind.COPY: _("Bản chụp"),
    CopyKind.ELECTRONIC: _("Bản điện tử"),
}
# why the days of a step are not part of the limit
WAITS = {
    StepClock.PAYMENT: _("không tính vào thời hạn: chờ làm nghĩa vụ tài chính"),
    StepClock.POSTING: _("không tính vào thời hạn: niêm yết công khai"),
    StepClock.OTHER_AGENCY: _("không tính vào thời hạn: chờ cơ quan khác trả lời"),
}


@require_safe
def list_procedures(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/`: search by words, field and receiving unit."""
    now = clock.now()
    term, field = request.GET.get("q", "").strip()[:100], request.GET.get("linh-vuc", "")
    unit = request.GET.get("co-quan", "")
    unit_id = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None  # noqa: PLR2004 - an id
    context = {
        "asked": {"term": term, "field": field, "unit_id": unit_id},
        "fields": sorted(((key, text.here()) for key, text in FIELDS.items()), key=lambda pair: listing_key(pair[1])),
        "units": catalogue.receiving_units(now=now),
        "procedures": catalogue.find_procedures(now=now, term=term, field=field, unit_id=unit_id),
    }
    return render(request, "onestop/public/catalogue.html", context, using="jinja2")


@require_safe
def show_procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """`/thu-tuc/<slug>/`: everything the public should know of one procedure."""
    page = catalogue.procedure_page(slug=slug, now=clock.now())
    if page is None:
        return not_in_force(request, slug)
    context = {
        "document": page.document,
        "offers": page.offers,
        "pledges": page.pledges,
        "can_file_online": page.can_file_online,
        "copy_kinds": COPY_KINDS,
        "papers_when": papers_when(page.document),
        "waits": WAITS,
    }
    return render(request, "onestop/public/procedure.html", context, using="jinja2")


def not_in_force(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a procedure no longer, or not yet, applies; one that never was is not found."""
    title = catalogue.known_title(slug=slug)
    if not title:
        raise Http404
    return render(request, "onestop/public/not_in_force.html", {"title": title}, status=404, using="jinja2")
