"""The home page of staff: what is to be done, next due first. Filters stay until they are changed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.staff_messages import recent_notices
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.services.onestop.actions.save_filter import CONDITIONS
from motcua.services.onestop.models import BatchAct, SavedFilter
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries import worklist
from motcua.services.onestop.queries.figures import figure_name
from motcua.services.onestop.queries.owners import WORKERS, colleagues_in
from motcua.services.onestop.search_terms import is_part_of_number
from motcua.services.onestop.states import Group
from motcua.services.onestop.web.staff.days import day_asked
from motcua.services.onestop.web.staff.menu import reads_dossiers, receives

KEPT = "onestop_work_list"
NAMES = {
    "nhom": "group",
    "thu-tuc": "procedure",
    "han": "urgency",
    "nguoi": "holder",
    "q": "term",
    "so-lieu": "figure",
    "kenh": "channel",
    "buoc": "stay",
}


@require_safe
@require_staff
def home(request: StaffRequest) -> HttpResponse:
    """`/can-bo/`: a page of the list. Without a query the filters of the last visit are used."""
    kept = request.session.get(KEPT, "")
    if not request.GET and kept:
        return HttpResponseRedirect(f"{request.path}?{kept}")
    asked = asked_in(request.GET)
    if "xoa" in request.GET:
        asked = dict.fromkeys(asked, "")
    query = urlencode({name: value for name, value in asked.items() if value})
    filters = urlencode({name: value for name, value in asked.items() if value and name in CONDITIONS})
    # a search and the rows behind a figure are errands: kept, they would hide what is due from whoever comes back
    if filters != kept and not asked["so-lieu"]:
        request.session[KEPT] = filters
    if "xoa" in request.GET:
        return HttpResponseRedirect(request.path)
    is_errand = bool(asked["q"] or asked["so-lieu"] or "sau" in request.GET)
    wanted = wanted_of(asked)
    page = worklist.work_list(
        staff=request.staff, roles=request.roles, wanted=wanted, now=request.now, after=request.GET.get("sau", "")
    )
    units = unit_names(request.roles.unit_ids(*READERS), day_of(request.now))
    context = {
        "page": page,
        "asked": asked,
        "groups": Group.choices,
        "figure": figure_name(asked["so-lieu"], asked["buoc"]),
        "units": sorted(units.items(), key=lambda pair: listing_key(pair[1])),
        "procedures": worklist.procedures_offered(request.roles),
        "next_href": f"{reverse('onestop_staff:home')}?{_with(query, page.next_key)}" if page.next_key else "",
        "is_narrowed": bool(query),
        "notices": 0 if is_errand else recent_notices(request.staff.pk, request.now),
        "receives": receives(request),
        "reads": reads_dossiers(request),
        "query": query,
        "filters": filters,
        "is_part_of_number": is_part_of_number(asked["q"], is_found=bool(page.rows)),
        "saved": list(SavedFilter.objects.filter(staff=request.staff)),
        "acts": _acts(request),
        "colleagues": colleagues_in(request.roles.unit_ids(Role.LEADER), request.now),
    }
    return render(request, "onestop/staff/work_list.html", context, using="jinja2")


def _acts(request: StaffRequest) -> list[tuple[str, StrOrPromise]]:
    """Return what this person may do with many dossiers; giving them to colleagues is a leader's."""
    if not request.roles.somewhere(*WORKERS):
        return []
    leads = request.roles.somewhere(Role.LEADER)
    return [(value, label) for value, label in BatchAct.choices if leads or value != BatchAct.ASSIGN]


def _with(query: str, key: str) -> str:
    return "&".join(part for part in (query, urlencode({"sau": key})) if part)


def asked_in(query: QueryDict) -> dict[str, str]:
    """Return what an address of the list asks for, by the names in the address."""
    return {name: query.get(name, "").strip()[:100] for name in (*NAMES, "co-quan", "can-bo", "tu", "den")}


def wanted_of(asked: dict[str, str]) -> worklist.Wanted:
    """Return what the list is narrowed to."""
    words = {field: asked[name] for name, field in NAMES.items()}
    return worklist.Wanted(
        **words,
        unit_id=_number(asked["co-quan"]),
        officer_id=_number(asked["can-bo"]),
        since=day_asked(asked["tu"]),
        until=day_asked(asked["den"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - an id
