"""The programme, one procedure of it, and the drafts of promises."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.foundation.worktime.rules import Limit
from motcua.replication.access import WATCHERS
from motcua.replication.shortening.access import may_draft, may_sign
from motcua.replication.shortening.actions.draft_commitment import draft_commitment
from motcua.replication.shortening.actions.drop_draft import drop_draft
from motcua.replication.shortening.actions.sign_commitment import sign_commitment
from motcua.replication.shortening.models import CommitmentDraft, DraftState
from motcua.replication.shortening.queries import MOST, Line, drafts_of, first_day, line_of, programme
from motcua.replication.shortening.rules import fewest_matters
from motcua.replication.shortening.web.forms import DraftForm, DropForm, SignForm
from motcua.replication.shortening.web.shown import kept_rows, step_rows

DRAFTERS = (Role.LEADER, Role.COORDINATOR)


@require_safe
@require_role(*WATCHERS)
def programme_page(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/rut-ngan/`: every procedure that the units in reach decide, and the drafts."""
    reach = request.roles.unit_ids(*WATCHERS)
    drafts = [draft for draft in drafts_of(reach) if draft.state == DraftState.DRAFTED]
    lines = programme(reach, now=request.now)
    context = {
        "lines": lines,
        "promised": sum(line.promised is not None for line in lines),
        "goals": sum(line.meets_goal for line in lines),
        "drafts": drafts,
        "names": unit_names({draft.unit_id for draft in drafts}, day_of(request.now), short=True),
        "fewest": fewest_matters(),
        "most": MOST,
        "since": first_day(request.now),
    }
    return render(request, "shortening/programme.html", context)


@require_safe
@require_role(*WATCHERS)
def procedure_page(request: StaffRequest, service: str, slug: str) -> HttpResponse:
    """Show what share would be in time under every shorter limit, and which step holds matters longest."""
    reach = request.roles.unit_ids(*WATCHERS)
    whole = _line(request, service, slug, reach)
    deciding = whole.procedure.deciding & reach
    unit_id = next((each for each in deciding if str(each) == request.GET.get("don-vi", "")), None)
    line = whole if unit_id is None else _line(request, service, slug, {unit_id})
    context = {
        "line": line,
        "limit_text": _limit_text(line),
        "kept": kept_rows(line),
        "steps": step_rows(line),
        "units": sorted(unit_names(deciding, day_of(request.now), short=True).items(), key=lambda pair: pair[1]),
        "unit_id": unit_id,
        "drafts": drafts_of(deciding, service=service, procedure=slug),
        "may_draft": any(may_draft(request.roles, each) for each in deciding),
        "fewest": fewest_matters(),
        "most": MOST,
        "since": first_day(request.now),
    }
    return render(request, "shortening/procedure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*DRAFTERS)
def draft_page(request: StaffRequest, service: str, slug: str) -> HttpResponse:
    """Draft a promise; what live use bears out is filled in."""
    reach = request.roles.unit_ids(*DRAFTERS)
    line = _line(request, service, slug, reach)
    units = unit_names(line.procedure.deciding & reach, day_of(request.now), short=True)
    initial = {"amount": line.could_be, "unit": request.GET.get("don-vi", "")}
    form = DraftForm(request.POST if request.method == "POST" else None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            draft = draft_commitment(
                service=service,
                procedure=slug,
                unit_id=given["unit"],
                amount=given["amount"],
                reason=given["reason"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error({"reason": "reason", "not_shorter": "amount"}.get(refusal.code), str(refusal))
        else:
            messages.success(request, _("Đã lập dự thảo. Lãnh đạo đơn vị xem và ký để thành cam kết."))
            return redirect("shortening:draft", draft.pk)
    context = {"form": form, "line": line, "limit_text": _limit_text(line)}
    return render(request, "shortening/new_draft.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WATCHERS)
def draft_detail(request: StaffRequest, draft_id: int) -> HttpResponse:
    """Show a draft with what it rests on; its unit's leader signs it here."""
    draft = _draft(request, draft_id)
    form = SignForm(request.POST if request.method == "POST" else None, initial={"seen_version": draft.version})
    if request.method == "POST":
        if not may_sign(request.roles, draft.unit_id):
            raise Http404
        if form.is_valid():
            try:
                sign_commitment(draft_id=draft.pk, by=request.staff, now=request.now, **form.cleaned_data)
            except ChangedMeanwhile as conflict:
                return refused_page(request, conflict)
            except Refused as refusal:
                form.add_error({"document": "document", "past": "from_day"}.get(refusal.code), str(refusal))
            else:
                messages.success(request, _("Đã ký. Hồ sơ tiếp nhận từ ngày áp dụng được hẹn theo cam kết mới."))
                return redirect("shortening:draft", draft.pk)
    is_open = draft.state == DraftState.DRAFTED
    context = {
        "draft": draft,
        "form": form,
        "unit_name": unit_names([draft.unit_id], day_of(request.now))[draft.unit_id],
        "may_sign": is_open and may_sign(request.roles, draft.unit_id),
        "may_drop": is_open and may_draft(request.roles, draft.unit_id),
    }
    return render(request, "shortening/draft.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@require_role(*DRAFTERS)
def drop(request: StaffRequest, draft_id: int) -> HttpResponse:
    """Drop a draft."""
    draft = _draft(request, draft_id)
    if not may_draft(request.roles, draft.unit_id):
        raise Http404
    form = DropForm(request.POST)
    if not form.is_valid():
        return refused_page(request, ChangedMeanwhile())
    try:
        drop_draft(draft_id=draft_id, by=request.staff, now=request.now, **form.cleaned_data)
    except Refused as refusal:
        return refused_page(request, refusal)
    messages.success(request, _("Đã bỏ dự thảo. Nội dung vẫn được giữ để xem lại."))
    return redirect("shortening:draft", draft_id)


def _draft(request: StaffRequest, draft_id: int) -> CommitmentDraft:
    reach = CommitmentDraft.objects.filter(unit__in=request.roles.unit_ids(*WATCHERS))
    return get_object_or_404(reach.select_related("drafted_by", "decided_by"), pk=draft_id)


def _line(request: StaffRequest, service: str, slug: str, unit_ids: frozenset[int] | set[int]) -> Line:
    line = line_of(service, slug, unit_ids, now=request.now)
    if line is None:
        raise Http404
    return line


def _limit_text(line: Line) -> dict[str, str]:
    """Return every limit that the page names, as an official writes it."""
    unit = line.procedure.law.unit
    shortest = line.analysis.shortest
    named = {"law": line.procedure.law.amount, "goal": line.goal, "could_be": line.could_be or 0}
    if line.promised is not None:
        named["promised"] = line.promised.amount
    if shortest is not None:
        named |= {"shortest": shortest.limit, "low": shortest.low, "high": shortest.high}
    return {name: Limit(amount, unit).text() if amount else "" for name, amount in named.items()}
