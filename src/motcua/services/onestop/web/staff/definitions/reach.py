"""Which draft does a page of the editor show? Only for who writes procedures; anything else is 404."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest, View, require_role
from motcua.services.onestop.access import may_design
from motcua.services.onestop.designing.check_people import people_faults
from motcua.services.onestop.designing.checker import faults
from motcua.services.onestop.designing.drafts import published_before
from motcua.services.onestop.designing.faults import Fault
from motcua.services.onestop.designing.words import place_words
from motcua.services.onestop.models import DefinitionDraft
from motcua.services.onestop.web.staff.definitions.areas import Area, area_of, item_of

CONFLICT, UNPROCESSABLE = 409, 422

P = ParamSpec("P")


def require_designing(view: Callable[Concatenate[StaffRequest, P], HttpResponse]) -> View[P]:
    """Let in who writes procedures: an administrator of every unit that runs the one-stop."""

    @wraps(view)
    def checked(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_design(request.roles, request.now):
            raise Http404
        return view(request, *args, **kwargs)

    return require_role(Role.ADMINISTRATOR)(checked)


def open_draft(definition_id: int) -> DefinitionDraft:
    """Return the open draft; raise Http404 for one that has ended or never was."""
    try:
        return DefinitionDraft.objects.select_related("changed_by", "started_by", "based_on").get(
            pk=definition_id, ended_at__isnull=True
        )
    except DefinitionDraft.DoesNotExist as unknown:
        raise Http404 from unknown


def with_places(faults: Sequence[Fault], draft: DefinitionDraft) -> list[tuple[Fault, str, Area | None, str]]:
    """Return each fault with the words for its place, and the area and item of the editor where that is."""
    return [(fault, place_words(fault.place, draft.document), area_of(fault), item_of(fault)) for fault in faults]


def all_faults(draft: DefinitionDraft, request: StaffRequest) -> list[Fault]:
    """Return what stands between the draft and its publication."""
    static = faults(draft.document, published_before(draft))
    return [*static, *people_faults(draft.document, slug=draft.slug, now=request.now)]
