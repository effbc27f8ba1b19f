"""Write a definition: its overview, a page a part, a page an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.change_definition_draft import PARTS, change_definition_draft
from motcua.services.onestop.designing.common_acts import common_acts
from motcua.services.onestop.designing.diagram import drawing_of, spoken
from motcua.services.onestop.designing.drafts import DraftChanged
from motcua.services.onestop.designing.editing import (
    Path,
    at,
    items_at,
    path_of,
    with_moved,
    with_value,
    without_item,
)
from motcua.services.onestop.designing.faults import Fault
from motcua.services.onestop.designing.keys import with_key
from motcua.services.onestop.designing.sketch import sketch_of
from motcua.services.onestop.designing.words import item_words
from motcua.services.onestop.models import DefinitionDraft
from motcua.services.onestop.web.staff.definitions.areas import (
    AREAS,
    CONDITION,
    NEW,
    Area,
    Spot,
    area_of,
    faults_below,
    item_of,
    spot_of,
)
from motcua.services.onestop.web.staff.definitions.asks import ItemForm
from motcua.services.onestop.web.staff.definitions.conditions import asked_at, condition_faults, sentence_of
from motcua.services.onestop.web.staff.definitions.first_condition import FirstConditionForm
from motcua.services.onestop.web.staff.definitions.questions import KEY
from motcua.services.onestop.web.staff.definitions.reach import (
    CONFLICT,
    UNPROCESSABLE,
    all_faults,
    open_draft,
    require_designing,
    with_places,
)
from motcua.services.onestop.web.staff.definitions.summaries import summary_of

MOVES = {"len": -1, "xuong": 1}


@dataclass(frozen=True)
class Row:
    """One item of a list on a page of the editor."""

    item: str
    title: str
    summary: str
    faults: Sequence[Fault]


@require_safe
@require_designing
def overview(request: StaffRequest, definition_id: int) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/`: the parts, what is wrong with each, the diagram, and what to do next."""
    draft = open_draft(definition_id)
    faults = all_faults(draft, request)
    drawing = drawing_of(sketch_of(draft.document))
    context = {
        "draft": draft,
        "areas": [
            (area, _count(area, draft), sum(area_of(fault) is area for fault in faults)) for area in AREAS.values()
        ],
        "faults": with_places(faults, draft),
        "drawing": drawing,
        "spoken": spoken(drawing),
    }
    return render(request, "onestop/staff/definitions/overview.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def area(request: StaffRequest, definition_id: int, area: str) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/<part>/`: the questions about a part, and the list of its items."""
    draft, chosen = open_draft(definition_id), AREAS.get(area)
    if chosen is None:
        raise Http404
    here = redirect("onestop_staff:definition_area", draft.pk, chosen.slug)
    if request.method == "POST" and "op" in request.POST:
        return _list_operation(request, draft, chosen.items) or here
    faults = all_faults(draft, request)
    whole = [(path_of(one.place), one) for one in faults if area_of(one) is chosen and not item_of(one)]
    form = _form(request, draft, chosen.asks, draft.document, whole)
    if request.method == "POST" and form.is_valid() and chosen.asks:
        changed = form.answered
        saved = _save(request, draft, {name: changed.get(name) for name in chosen.parts if name in PARTS}, form)
        if saved is None:
            return here
    context = {
        "draft": draft,
        "area": chosen,
        "form": form,
        "rows": _rows(draft, chosen.items, "", faults),
        "new": NEW,
        "common": common_acts() if chosen.items == ("acts",) else (),
    }
    return render(request, "onestop/staff/definitions/area.html", context, status=_status(form), using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def item(request: StaffRequest, definition_id: int, area: str, item: str) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/<part>/<item>/`: the questions about one item; a section also lists its own."""
    draft, chosen = open_draft(definition_id), AREAS.get(area)
    spot = spot_of(chosen, item, draft.document) if chosen is not None else None
    if chosen is None or spot is None:
        raise Http404
    if request.method == "POST" and "op" in request.POST:
        here = redirect("onestop_staff:definition_item", draft.pk, chosen.slug, item)
        return _list_operation(request, draft, spot.inner) or here
    faults = all_faults(draft, request)
    known = at(draft.document, spot.path)
    item_known = known if isinstance(known, dict) else {}
    wrong = condition_faults(spot, faults)
    beside = [(rest, fault) for rest, fault in faults_below(spot.path, faults) if fault not in wrong]
    form = _form(request, draft, spot.asks, item_known, beside)
    first = _first_condition(request, draft, spot, item)
    if request.method == "POST" and form.is_valid() and (first is None or first.is_valid()):
        given = form.answered if first is None else with_value(form.answered, (CONDITION,), first.leaf)
        given = with_key(given, draft.document, spot.path) if KEY in spot.asks else given
        whole = with_value(draft.document, spot.path, given)
        top = str(spot.path[0])
        if _save(request, draft, {top: whole.get(top)}, form) is None:
            return _above(draft, chosen, item)
    context = {
        "draft": draft,
        "area": chosen,
        "spot": spot,
        "item": item,
        "is_new": item.endswith(NEW),
        "condition": sentence_of(draft.document, spot, wrong),
        "condition_faults": wrong,
        "has_condition": bool(spot.condition) and at(draft.document, spot.condition) is not None,
        "form": form,
        "first": first,
        "rows": _rows(draft, spot.inner, f"{item}-", faults) if spot.inner else [],
        "new": f"{item}-{NEW}",
    }
    status = UNPROCESSABLE if first is not None and first.errors else _status(form)
    return render(request, "onestop/staff/definitions/item.html", context, status=status, using="jinja2")


def _first_condition(request: StaffRequest, draft: DefinitionDraft, spot: Spot, item: str) -> FirstConditionForm | None:
    """Return the form for the condition of an item that is not stored yet, None where there is nothing to ask."""
    if not spot.condition or not item.endswith(NEW):
        return None
    asked = asked_at(draft.document, spot.condition)
    if not asked.offered:
        return None
    return FirstConditionForm(asked, request.POST if request.method == "POST" else None)


def _form(
    request: StaffRequest,
    draft: DefinitionDraft,
    asks: Sequence[Any],
    known: Mapping[str, Any],
    faults: Sequence[tuple[Path, Fault]],
) -> ItemForm:
    data = request.POST if request.method == "POST" else None
    return ItemForm(asks, draft.document, known, data=data, version=draft.version, faults=faults)


def _save(request: StaffRequest, draft: DefinitionDraft, changes: Mapping[str, Any], form: ItemForm) -> ItemForm | None:
    """Store the changes and return None; return the form with the refusal when they were not stored."""
    try:
        change_definition_draft(
            draft_id=draft.pk,
            changes=changes,
            by=request.staff,
            now=request.now,
            expected_version=form.cleaned_data["version"],
        )
    except DefinitionDraft.DoesNotExist as ended:
        raise Http404 from ended
    except Refused as refused:
        form.refusal = refused
        form.add_error(None, str(refused))
        return form
    messages.success(request, _("Đã lưu."))
    return None


def _list_operation(request: StaffRequest, draft: DefinitionDraft, path: Path) -> HttpResponse | None:
    """Move or take out one item of the list at `path`; return None when the page is to be shown again."""
    index, version = request.POST.get("index", ""), request.POST.get("version", "")
    operation = request.POST["op"]
    if not path or not index.isdecimal() or not version.isdecimal() or operation not in {*MOVES, "bo"}:
        raise Http404
    whole = (
        without_item(draft.document, path, int(index))
        if operation == "bo"
        else with_moved(draft.document, path, int(index), MOVES[operation])
    )
    top = str(path[0])
    try:
        change_definition_draft(
            draft_id=draft.pk,
            changes={top: whole.get(top)},
            by=request.staff,
            now=request.now,
            expected_version=int(version),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return None


def _rows(draft: DefinitionDraft, path: Path, prefix: str, faults: Sequence[Fault]) -> list[Row]:
    return (
        [
            Row(
                item=f"{prefix}{index}",
                title=item_words(item, index),
                summary=summary_of(path, item),
                faults=[fault for _rest, fault in faults_below((*path, index), faults)],
            )
            for index, item in enumerate(items_at(draft.document, path))
        ]
        if path
        else []
    )


def _count(area: Area, draft: DefinitionDraft) -> int | None:
    return len(items_at(draft.document, area.items)) if area.items else None


def _above(draft: DefinitionDraft, area: Area, item: str) -> HttpResponse:
    outer, dash, _last = item.rpartition("-")
    if dash:
        return redirect("onestop_staff:definition_item", draft.pk, area.slug, outer)
    return redirect("onestop_staff:definition_area", draft.pk, area.slug)


def _status(form: ItemForm) -> int:
    if isinstance(form.refusal, DraftChanged):
        return CONFLICT
    return UNPROCESSABLE if form.errors else 200
