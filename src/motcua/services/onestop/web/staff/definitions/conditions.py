"""When is a paper needed, a question asked? A condition of one or several parts, built with buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.condition_words import in_words
from motcua.foundation.forms.conditions import keys_in
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.change_definition_draft import change_definition_draft
from motcua.services.onestop.designing.condition_leaf import condition_of
from motcua.services.onestop.designing.condition_tree import Place, Tree, tree_of, with_group, with_part, without
from motcua.services.onestop.designing.editing import Path, at, with_value
from motcua.services.onestop.designing.faults import Fault
from motcua.services.onestop.designing.sketch import Raw, sketch_of
from motcua.services.onestop.designing.words import item_words
from motcua.services.onestop.models import DefinitionDraft
from motcua.services.onestop.web.staff.definitions.areas import AREAS, Spot, faults_below, spot_of
from motcua.services.onestop.web.staff.definitions.condition_forms import Asked, answered, place_of, view_of
from motcua.services.onestop.web.staff.definitions.reach import (
    CONFLICT,
    UNPROCESSABLE,
    all_faults,
    open_draft,
    require_designing,
)

SAVE, ADD, GROUP, REMOVE = "luu", "them", "nhom", "bo"
CHANGES: Mapping[str, Callable[[Tree | None, Place], Tree | None]] = {
    SAVE: lambda tree, _place: None if tree is not None and tree.leaf == {} else tree,
    ADD: with_part,
    GROUP: with_group,
    REMOVE: without,
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def condition(request: StaffRequest, definition_id: int, area: str, item: str) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/<part>/<item>/dieu-kien/`: each button stores what is filled in, and acts."""
    draft, chosen = open_draft(definition_id), AREAS.get(area)
    spot = spot_of(chosen, item, draft.document) if chosen is not None else None
    if spot is None or not spot.condition or not isinstance(at(draft.document, spot.path), dict):
        raise Http404
    tree, asked = tree_of(at(draft.document, spot.condition)), asked_at(draft.document, spot.condition)
    view = view_of(tree, asked, request.POST if request.method == "POST" else None) if tree is not None else None
    refusal: Refused | None = None
    is_valid = view is None or all(form.is_valid() or not form.is_bound for form in view.forms())
    if request.method == "POST" and is_valid:
        filled = answered(tree, view) if tree is not None and view is not None else None
        operation, place = _operation(request, filled)
        try:
            _store(request, draft, spot, CHANGES[operation](filled, place))
        except Refused as refused:
            refusal = refused
        else:
            return _after(request, draft, spot, item, operation)
    faults = condition_faults(spot, all_faults(draft, request))
    context = {
        "draft": draft,
        "area": chosen,
        "spot": spot,
        "item": item,
        "about": item_words(at(draft.document, spot.path), int(spot.path[-1])),
        "view": view,
        "forms": list(view.forms()) if view is not None else [],
        "refusal": refusal,
        "faults": faults,
        "sentence": sentence_of(draft.document, spot, faults),
        "version": request.POST.get("version", draft.version),
    }
    status = CONFLICT if refusal is not None else 200 if is_valid else UNPROCESSABLE
    return render(request, "onestop/staff/definitions/condition.html", context, status=status, using="jinja2")


def condition_faults(spot: Spot, faults: Sequence[Fault]) -> list[Fault]:
    """Return what is wrong with the condition of an item."""
    return [fault for _rest, fault in faults_below(spot.condition, faults)] if spot.condition else []


def sentence_of(raw: Raw, spot: Spot, faults: Sequence[Fault]) -> str:
    """Return the condition of an item in words; "" for none, and for one that is not right yet."""
    found = condition_of(at(raw, spot.condition)) if spot.condition and not faults else None
    if found is None:
        return ""
    fields = asked_at(raw, spot.condition).fields
    return in_words(found, fields) if all(key in fields for key, _values in keys_in(found)) else ""


def asked_at(raw: Raw, place: Path) -> Asked:
    """Return the questions of a draft; a question may only look at those before it, a paper at all."""
    found = sketch_of(raw).fields
    offered = (one for one in found if place[0] != "form" or (one.section, one.index) < (place[2], place[4]))
    return Asked({one.field.key: one.field for one in found}, [one.field.key for one in offered if one.field.asks])


def _operation(request: StaffRequest, tree: Tree | None) -> tuple[str, Place]:
    """Return what the button that was pressed does, and where."""
    operation, _colon, name = request.POST.get("op", SAVE).partition(":")
    place = () if tree is None or operation == SAVE else place_of(tree, name)
    if operation not in CHANGES or place is None:
        raise Http404
    return operation, place


def _store(request: StaffRequest, draft: DefinitionDraft, spot: Spot, tree: Tree | None) -> None:
    whole = with_value(draft.document, spot.condition, tree.json() if tree is not None else None)
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdecimal()):
        raise Http404
    top = str(spot.condition[0])
    change_definition_draft(
        draft_id=draft.pk,
        changes={top: whole.get(top)},
        by=request.staff,
        now=request.now,
        expected_version=int(version),
    )


def _after(request: StaffRequest, draft: DefinitionDraft, spot: Spot, item: str, operation: str) -> HttpResponse:
    """Go back to the item when the condition is right; stay while it is being built."""
    where = [draft.pk, spot.area.slug, item]
    draft.refresh_from_db()
    if operation == SAVE and not condition_faults(spot, all_faults(draft, request)):
        messages.success(request, _("Đã lưu."))
        return redirect("onestop_staff:definition_item", *where)
    return redirect("onestop_staff:definition_condition", *where)
