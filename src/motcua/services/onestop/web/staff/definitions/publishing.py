"""Before a definition is published: what changes, what it means for every dossier under way, and the button."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.runs.web.views import SECONDS
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.discard_definition_draft import discard_definition_draft
from motcua.services.onestop.actions.publish_definition_draft import publish_definition_draft
from motcua.services.onestop.actions.start_moves import start_moves
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.compared import changes
from motcua.services.onestop.designing.drafts import newest_version
from motcua.services.onestop.designing.words import PARTS, keyed_place_words
from motcua.services.onestop.models import DefinitionDraft, MovePlan
from motcua.services.onestop.queries.dry_run import dry_run, under_way
from motcua.services.onestop.queries.moves import address_of, moves_page
from motcua.services.onestop.web.staff.definitions.choosing import chosen_in, groups_of, number_in, sent_in
from motcua.services.onestop.web.staff.definitions.reach import (
    CONFLICT,
    all_faults,
    open_draft,
    require_designing,
    with_places,
)
from motcua.services.onestop.web.staff.definitions.told_values import told_values


@require_safe
@require_designing
def compared(request: StaffRequest, definition_id: int) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/so-sanh/`: every value that differs from the newest published version."""
    draft = open_draft(definition_id)
    last = newest_version(draft.slug)
    before = last.document if last else {}
    rows = [
        (
            PARTS.get(change.part, change.part),
            keyed_place_words(change.part, change.place, draft.document, before),
            *told_values(change, before=before, after=draft.document),
        )
        for change in changes(before, draft.document)
    ]
    context = {"draft": draft, "last": last, "rows": rows}
    return render(request, "onestop/staff/definitions/compared.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def publish(request: StaffRequest, definition_id: int) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/cong-bo/`: the dry run; POST publishes and moves the dossiers that were ticked."""
    draft, refusal = open_draft(definition_id), ""
    if request.method == "POST":
        try:
            version = publish_definition_draft(
                draft_id=draft.pk,
                **chosen_in(request),
                by=request.staff,
                now=request.now,
                expected_version=number_in(request.POST.get("version", "")),
            )
        except DefinitionDraft.DoesNotExist as ended:
            raise Http404 from ended
        except Refused as refused:
            refusal = str(refused)
        else:
            text = _("Đã công bố phiên bản %(number)s, mã SHA-256 %(sha)s.")
            messages.success(request, text % {"number": version.number, "sha": version.sha256})
            plan = MovePlan.objects.filter(version=version).first()
            return redirect(address_of(plan) if plan is not None else "onestop_staff:definitions")
    faults = all_faults(draft, request)
    rows = (
        []
        if faults
        else dry_run(under_way(draft.slug), ProcedureDocument.model_validate(draft.document), now=request.now)
    )
    context = {
        "draft": draft,
        "refusal": refusal,
        "faults": with_places(faults, draft),
        "groups": groups_of(rows),
        "count": len(rows),
        "sent": sent_in(request),
        "later": _later(draft, request),
    }
    status = CONFLICT if refusal else 200
    return render(request, "onestop/staff/definitions/publish.html", context, status=status, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@require_designing
def discard(request: StaffRequest, definition_id: int) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/<draft>/bo/`: asked once more, for what was written is not shown again."""
    draft = open_draft(definition_id)
    if request.method == "POST":
        try:
            discard_definition_draft(
                draft_id=draft.pk,
                by=request.staff,
                now=request.now,
                expected_version=number_in(request.POST.get("version", "")),
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("onestop_staff:definition", draft.pk)
        messages.success(request, _("Đã bỏ bản soạn. Phiên bản đã công bố không thay đổi."))
        return redirect("onestop_staff:definitions")
    return render(request, "onestop/staff/definitions/discard.html", {"draft": draft}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def moves(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/chuyen/<id>/`: what became of each agreed dossier; POST goes on with moves that stopped."""
    try:
        if request.method == "POST":
            return redirect("runs:run", start_moves(plan_id=plan_id, by=request.staff, now=request.now).pk)
        page = moves_page(plan_id=plan_id, now=request.now)
    except MovePlan.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("onestop_staff:moves", plan_id)
    context = {"page": page, "may_withdraw": page.may_be_withdrawn_by(request.staff)}
    answer = render(request, "onestop/staff/definitions/moves.html", context, using="jinja2")
    if page.run is not None:
        answer["Refresh"] = str(SECONDS)
    return answer


def _later(draft: DefinitionDraft, request: StaffRequest) -> date | None:
    """Return the day from which a version of the future would hold, None for one that holds at once."""
    written = draft.document.get("valid_from")
    try:
        first = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return first if first is not None and first > day_of(request.now) else None
