"""The way into a filing for a citizen: the desk, the procedure, who is helped, their consent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.device_policy import may_use_camera
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.services.onestop.helping import queries
from motcua.services.onestop.helping.access import OFFICIALS, Capacity, capacities
from motcua.services.onestop.helping.actions.begin_filing import Beginning, begin_filing
from motcua.services.onestop.helping.actions.confirm_consent import confirm_consent
from motcua.services.onestop.helping.actions.give_up_filing import give_up_filing
from motcua.services.onestop.helping.actions.send_code_again import send_code_again
from motcua.services.onestop.helping.consent_code import is_locked
from motcua.services.onestop.helping.consent_texts import text_on
from motcua.services.onestop.helping.rules import names_organisation
from motcua.services.onestop.helping.sessions import own_sessions
from motcua.services.onestop.helping.web.drafts import with_filing
from motcua.services.onestop.helping.web.forms import BeginForm, CodeForm
from motcua.services.onestop.models import ConsentWay, HelpedFiling, HelpRelation
from motcua.services.onestop.models.helping import TEAM_KEEPERS
from motcua.services.onestop.queries import catalogue
from motcua.services.onestop.queries.catalogue import ProcedurePage
from motcua.services.onestop.web.staff.counter_forms import Scan

SEES = (Role.VOLUNTEER, *OFFICIALS, *TEAM_KEEPERS)


@require_safe
@never_cache
@require_staff
def home(request: StaffRequest) -> HttpResponse:
    """`nop-giup/`: what one is filling in, and what one has filed."""
    desk = queries.help_desk(staff_id=request.staff.pk, roles=request.roles, now=request.now)
    if not desk.capacities and not request.roles.somewhere(*SEES):
        raise Http404
    filed = [(helped, queries.state_of(helped)) for helped in desk.filed]
    duties = own_sessions(staff_id=request.staff.pk, now=request.now)
    context = {"desk": desk, "filed": filed, "duties": duties}
    return render(request, "onestop/helping/home.html", context, using="jinja2")


@require_safe
@require_staff
def choose(request: StaffRequest) -> HttpResponse:
    """`nop-giup/thu-tuc/`: the procedures that can be filed online."""
    _capacities(request)
    term = request.GET.get("q", "").strip()[:100]
    rows = [row for row in catalogue.find_procedures(now=request.now, term=term) if row.can_file_online]
    return render(request, "onestop/helping/choose.html", {"rows": rows, "term": term}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_use_camera
@require_staff
def begin(request: StaffRequest, slug: str) -> HttpResponse:
    """`nop-giup/thu-tuc/<slug>/`: a scanned identity card fills the page; nothing is kept before the citizen agreed."""
    known, page = _capacities(request), catalogue.procedure_page(slug=slug, now=request.now)
    if page is None or not page.can_file_online:
        raise Http404
    asked: dict[str, Any] = {
        "capacities": known,
        "offers": page.online_offers,
        "for_organisation": names_organisation(page.document),
    }
    if request.method != "POST":
        return _begin_page(request, page, BeginForm(**asked), Scan())
    scan = Scan.of(request.POST)
    if scan.is_wanted:
        return _begin_page(request, page, BeginForm(initial=_scanned(scan), **asked), scan)
    form = BeginForm(request.POST, request.FILES, **asked)
    if form.is_valid():
        try:
            helped = begin_filing(beginning=_beginning(slug, form, known), by=request.staff, now=request.now)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("helping:code", helped.pk) if helped.consented_at is None else _first_page(helped)
    return _begin_page(request, page, form, Scan(), status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@with_filing
def code(request: StaffRequest, helped: HelpedFiling) -> HttpResponse:
    """`…/ma/`: the figures that the citizen reads out."""
    if helped.consented_at is not None:
        return redirect("helping:check", helped.pk)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            confirm_consent(filing_id=helped.pk, code=form.cleaned_data["code"], by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error("code", str(refused.message))
        else:
            return _first_page(helped)
    locked = is_locked(helped, now=request.now)
    context = {"helped": helped, "form": form, "to_phone": bool(helped.phone), "is_locked": locked}
    status = 400 if form.errors else 200
    return render(request, "onestop/helping/code.html", context, status=status, using="jinja2")


@require_POST
@with_filing
def code_again(request: StaffRequest, helped: HelpedFiling) -> HttpResponse:
    """`…/ma/gui-lai/`."""
    try:
        send_code_again(filing_id=helped.pk, by=request.staff, now=request.now)
    except Refused as refused:
        return refused_page(request, refused)
    messages.success(request, _("Đã gửi mã mới. Mã cũ không dùng được nữa."))
    return redirect("helping:code", helped.pk)


@require_POST
@never_cache
@require_staff
def give_up(request: StaffRequest, filing: UUID) -> HttpResponse:
    """`…/bo/`: also for whoever has left the team meanwhile."""
    try:
        give_up_filing(filing_id=filing, by=request.staff, now=request.now)
    except HelpedFiling.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        return refused_page(request, refused)
    messages.success(request, _("Đã bỏ. Không giữ lại thông tin nào của người được giúp."))
    return redirect("helping:home")


def _first_page(helped: HelpedFiling) -> HttpResponse:
    """Lead to the first questions, of which a scanned card may have answered some: they are read once more."""
    if helped.draft is None:
        return redirect("helping:check", helped.pk)
    return redirect("helping:section", helped.pk, helped.draft.procedure_version.content.form.sections[0].key)


def _capacities(request: StaffRequest) -> list[Capacity]:
    """Return under what one may help; whoever may not finds nothing."""
    known = capacities(staff_id=request.staff.pk, roles=request.roles, now=request.now)
    if not known:
        raise Http404
    return known


def _scanned(scan: Scan) -> dict[str, str]:
    """Return what was typed, with the card's facts in place of what stood there."""
    typed = {name: str(value) for name, value in scan.rest.items()}
    if scan.card is None:
        return typed
    return typed | {"card": scan.text, "full_name": scan.card.full_name, "identity_number": scan.card.number}


def _beginning(slug: str, form: BeginForm, known: list[Capacity]) -> Beginning:
    given = form.cleaned_data
    capacity = next(each for each in known if each.key == given["capacity"])
    return Beginning(
        slug=slug,
        receiving_unit_id=given["unit"],
        unit_id=capacity.unit_id,
        team_id=capacity.team_id,
        full_name=given["full_name"],
        identity_number=given["identity_number"],
        relation=HelpRelation(given["relation"]),
        way=ConsentWay(given["way"]),
        organisation=given.get("organisation", ""),
        tax_code=given.get("tax_code", ""),
        phone=given["phone"],
        email=given["email"],
        witness=given["witness"],
        paper=given["paper"],
        card=given["card"],
        language=get_language() or "vi",
    )


def _begin_page(
    request: StaffRequest, page: ProcedurePage, form: BeginForm, scan: Scan, *, status: int = 200
) -> HttpResponse:
    consent, for_organisation = text_on(day_of(request.now)), names_organisation(page.document)
    context = {
        "document": page.document,
        "form": form,
        "scan": scan,
        "consent": consent,
        "words": consent.words(for_organisation=for_organisation),
        "for_organisation": for_organisation,
    }
    return render(request, "onestop/helping/begin.html", context, status=status, using="jinja2")
