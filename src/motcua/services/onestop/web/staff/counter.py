"""The counter: enter what somebody brings in one page, by keyboard alone, and print the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.compile import TypedForm, whole_form
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.ui.text import listing_key
from motcua.foundation.ui.web.device_policy import may_use_camera
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.actions.enter_at_counter import CounterEntry, enter_at_counter
from motcua.services.onestop.models import Dossier, ResultBy
from motcua.services.onestop.offers import delivers_home
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries import catalogue
from motcua.services.onestop.queries.catalogue import Offer, ProcedurePage
from motcua.services.onestop.web.staff.counter_forms import CounterForm, Scan
from motcua.services.onestop.web.staff.dossier import PRINT


@dataclass
class Desk:
    """The page at the counter: the procedure, its form, what else is asked, and why nothing was received."""

    page: ProcedurePage
    form: TypedForm
    counter: CounterForm
    refusal: Refused | None = None

    @property
    def is_valid(self) -> bool:
        """Tell whether both forms may be kept; both are read, so that every fault is shown at once."""
        return all([self.form.is_valid(), self.counter.is_valid()])


@require_safe
@require_role(Role.RECEPTIONIST)
def choose(request: StaffRequest) -> HttpResponse:
    """`/can-bo/quay/`: which procedure? Those that the counters of this receptionist receive."""
    units = request.roles.unit_ids(Role.RECEPTIONIST)
    term = request.GET.get("q", "").strip()[:100]
    found = {
        row.slug: row for unit in units for row in catalogue.find_procedures(now=request.now, unit_id=unit, term=term)
    }
    rows = sorted(found.values(), key=lambda row: (listing_key(row.field_name), listing_key(row.title)))
    return render(request, "onestop/staff/counter_choose.html", {"rows": rows, "term": term}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_use_camera
@require_role(Role.RECEPTIONIST)
def enter(request: StaffRequest, slug: str) -> HttpResponse:
    """`/can-bo/quay/<slug>/`: everything on one page; the receipt is printed from the next."""
    page, offers = _offered(request, slug)
    answers_form = whole_form(page.document.form, today=day_of(request.now))
    homes = frozenset(offer.unit_id for offer in offers if delivers_home(offer.unit_id, request.now))
    counter_form = partial(CounterForm, page=page, offers=offers, homes=homes)
    if request.method != "POST":
        return _show(request, Desk(page, answers_form(), counter_form(None)))
    scan = Scan.of(request.POST)
    if scan.is_wanted:
        filled = Desk(page, scan.filled(answers_form), counter_form(scan.rest, is_read=False))
        return _show(request, filled, scan=scan)
    desk = Desk(page, answers_form(request.POST), counter_form(request.POST))
    if not desk.is_valid:
        return _show(request, desk, status=200 if desk.form.changes_rows else 400)
    try:
        dossier = _receive(request, slug, desk)
    except FormRefused as faults:
        for key, sentences in faults.errors.items():
            desk.form.add_error(key if key in desk.form.fields else None, list(map(str, sentences)))
    except Refused as refusal:
        desk.refusal = refusal
    else:
        messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code})
        return redirect(f"{reverse('onestop_staff:dossier', args=[dossier.code])}?{PRINT}=1")
    return _show(request, desk, status=400)


def _offered(request: StaffRequest, slug: str) -> tuple[ProcedurePage, tuple[Offer, ...]]:
    """Return the procedure and where this receptionist receives it; whoever receives it nowhere finds nothing."""
    page = catalogue.procedure_page(slug=slug, now=request.now)
    mine = request.roles.unit_ids(Role.RECEPTIONIST)
    offers = tuple(offer for offer in page.offers if offer.unit_id in mine) if page else ()
    if page is None or not offers:
        raise Http404
    return page, offers


def _receive(request: StaffRequest, slug: str, desk: Desk) -> Dossier:
    given = desk.counter.cleaned_data
    entry = CounterEntry(
        slug=slug,
        unit_id=given["unit"],
        answers=desk.form.cleaned_data,
        papers=tuple(HandedIn(key) for key in given["papers"]),
        nonce=given["nonce"],
        result_by=ResultBy(given["result_by"]),
    )
    return enter_at_counter(entry=entry, by=request.staff, now=request.now)


def _show(request: StaffRequest, desk: Desk, *, scan: Scan | None = None, status: int = 200) -> HttpResponse:
    context = {
        "document": desk.page.document,
        "form": desk.form,
        "counter": desk.counter,
        "refusal": desk.refusal,
        "scan": scan or Scan(),
        "is_first": request.method != "POST",
    }
    return render(request, "onestop/staff/counter.html", context, status=status, using="jinja2")
