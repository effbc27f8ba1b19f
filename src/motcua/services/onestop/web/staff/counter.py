"""The counter: enter what somebody brings in one page, by keyboard alone, and print the receipt."""

from __future__ import annotations

import secrets

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.compile import whole_form
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.actions.enter_at_counter import CounterEntry, enter_at_counter
from motcua.services.onestop.models import ResultBy
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries import catalogue
from motcua.services.onestop.queries.catalogue import Offer, ProcedurePage


class CounterForm(forms.Form):
    """What the procedure's own form does not ask: where, which papers were brought, how the result is wanted."""

    use_required_attribute = False
    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40)
    unit = forms.TypedChoiceField(label=_("Đơn vị tiếp nhận"), coerce=int)
    papers = forms.MultipleChoiceField(label=_("Giấy tờ đã nhận"), required=False, widget=forms.CheckboxSelectMultiple)
    result_by = forms.ChoiceField(label=_("Cách nhận kết quả"), choices=ResultBy.choices, initial=ResultBy.COUNTER)

    def __init__(self, posted: QueryDict | None, *, page: ProcedurePage, offers: tuple[Offer, ...]) -> None:
        super().__init__(posted, initial={"nonce": secrets.token_hex(12)}, prefix="quay")
        unit, papers = self.fields["unit"], self.fields["papers"]
        assert isinstance(unit, forms.TypedChoiceField)  # noqa: S101 - declared above, for the type checker
        assert isinstance(papers, forms.MultipleChoiceField)  # noqa: S101 - as above
        unit.choices = [(offer.unit_id, offer.unit_name) for offer in offers]
        papers.choices = [(paper.key, paper.title.here()) for paper in page.document.papers]
        papers.initial = [paper.key for paper in page.document.papers if paper.required]


@require_safe
@require_role(Role.RECEPTIONIST)
def choose(request: StaffRequest) -> HttpResponse:
    """`/can-bo/quay/`: which procedure? Those that the counters of this receptionist receive."""
    units = request.roles.unit_ids(Role.RECEPTIONIST)
    term = request.GET.get("q", "").strip()[:100]
    found = {
        row.slug: row for unit in units for row in catalogue.find_procedures(now=request.now, unit_id=unit, term=term)
    }
    rows = sorted(found.values(), key=lambda row: (row.field_name, row.title))
    return render(request, "onestop/staff/counter_choose.html", {"rows": rows, "term": term}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(Role.RECEPTIONIST)
def enter(request: StaffRequest, slug: str) -> HttpResponse:
    """`/can-bo/quay/<slug>/`: everything on one page; the receipt is printed from the next."""
    page = catalogue.procedure_page(slug=slug, now=request.now)
    mine = request.roles.unit_ids(Role.RECEPTIONIST)
    offers = tuple(offer for offer in page.offers if offer.unit_id in mine) if page else ()
    if page is None or not offers:
        raise Http404
    answers_form = whole_form(page.document.form, today=day_of(request.now))
    posted = request.POST if request.method == "POST" else None
    form, counter = answers_form(posted), CounterForm(posted, page=page, offers=offers)
    refusal: Refused | None = None
    if posted is not None and all([form.is_valid(), counter.is_valid()]):
        entry = CounterEntry(
            slug=slug,
            unit_id=counter.cleaned_data["unit"],
            answers=form.cleaned_data,
            papers=tuple(HandedIn(key) for key in counter.cleaned_data["papers"]),
            nonce=counter.cleaned_data["nonce"],
            result_by=ResultBy(counter.cleaned_data["result_by"]),
        )
        try:
            dossier = enter_at_counter(entry=entry, by=request.staff, now=request.now)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("onestop_staff:dossier", dossier.code)
    context = {"page": page, "document": page.document, "form": form, "counter": counter, "refusal": refusal}
    status = 400 if posted is not None and not form.changes_rows else 200
    return render(request, "onestop/staff/counter.html", context, status=status, using="jinja2")
