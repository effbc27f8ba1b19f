"""The end of records, for staff: what would go, proposals and decisions, holds, and the register."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.retention.access import HOLDERS, PROPOSERS, READERS
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.end_hold import end_hold
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.models import Disposal, LegalHold
from motcua.foundation.retention.queries import (
    disposals,
    ended_holds,
    ending_classes,
    holds_in_reach,
    preview,
    previews,
    register_lines,
    schedule_on,
)
from motcua.foundation.retention.schedule import Ending, RecordClass, class_of
from motcua.foundation.retention.web.forms import LONGEST_NAME, DecideForm, HoldForm, ReleaseForm
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, for_what_was_taken_over, require_role


@require_safe
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def overview(request: StaffRequest) -> HttpResponse:
    """`/can-bo/luu-giu/`: terms, what would go, proposals, holds; with `?ma=` what the register says of a record."""
    asked = request.GET.get("ma", "").replace("\x00", "").strip()[:LONGEST_NAME]
    context = {
        "asked": asked,
        "lines": register_lines(asked, request.roles) if asked else [],
        "previews": previews(request.roles, request.now),
        "schedule": schedule_on(request.now),
        "proposes": request.roles.unit_ids(*PROPOSERS),
        "disposals": disposals(request.roles, request.now),
        "holds": holds_in_reach(request.roles),
        "ended_holds": ended_holds(request.roles),
        "held_by": request.roles.unit_ids(*HOLDERS),
    }
    return render(request, "retention/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def propose(request: StaffRequest, record_class: str, unit_id: int) -> HttpResponse:
    """`/can-bo/luu-giu/xem-truoc/<class>/<unit>/`: exactly what would go; a clerk proposes it here."""
    chosen = _class_or_404(record_class)
    names = unit_names([unit_id], day_of(request.now))
    if not request.roles.has_any(unit_id, *READERS):
        raise Http404
    may_propose = chosen.ending is Ending.TWO_PEOPLE and request.roles.has_any(unit_id, *PROPOSERS)
    if request.method == "POST":
        if not may_propose:
            raise Http404
        try:
            propose_disposal(record_class=record_class, unit_id=unit_id, by=request.staff, now=request.now)
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã gửi đề nghị. Một lãnh đạo của đơn vị duyệt thì mới tiêu hủy."))
        return redirect("retention:overview")
    seen = preview(chosen, unit_id, names.get(unit_id, ""), request.now)
    return render(request, "retention/preview.html", {"seen": seen, "may_propose": may_propose})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def disposal(request: StaffRequest, disposal_id: int) -> HttpResponse:
    """`/can-bo/luu-giu/de-nghi/<id>/`: one proposal; a leader who did not propose decides here."""
    get_object_or_404(Disposal.objects.visible_to(request.roles), pk=disposal_id)
    row = next((each for each in disposals(request.roles, request.now) if each.disposal.pk == disposal_id), None)
    if row is None or (request.method == "POST" and not row.may_decide):
        raise Http404
    form = DecideForm(request.POST or None)
    if form.is_valid():
        try:
            decide_disposal(
                disposal_id=disposal_id,
                approve=form.cleaned_data["decision"] == "approve",
                note=form.cleaned_data["note"],
                by=request.staff,
                now=request.now,
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, _("Đã ghi quyết định."))
            return redirect("retention:overview")
    return render(request, "retention/disposal.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*HOLDERS)
@for_what_was_taken_over
def hold(request: StaffRequest) -> HttpResponse:
    """`/can-bo/luu-giu/giu-lai/`: keep one record from being destroyed."""
    form = HoldForm(
        request.POST or None, classes=[(each.code, str(each.label)) for each in ending_classes(request.now)]
    )
    if form.is_valid():
        given = form.cleaned_data
        found = class_of(given["record_class"]).find(given["name"].strip())
        if found is None or not request.roles.has_any(found.unit_id, *HOLDERS):
            form.add_error("name", _("Không có hồ sơ mang mã này ở đơn vị của anh/chị. Hãy kiểm tra lại mã."))
        elif found.is_destroyed:
            form.add_error("name", _("Hồ sơ này đã tiêu hủy nên không giữ lại được. Hãy tra sổ tiêu hủy."))
        else:
            try:
                place_hold(
                    record_class=given["record_class"],
                    record_id=found.record_id,
                    name=given["name"].strip(),
                    unit_id=found.unit_id,
                    reason=given["reason"],
                    until=given["until"],
                    by=request.staff,
                    now=request.now,
                )
            except NotAllowed:
                raise
            except Refused as refusal:
                form.add_error("until", str(refusal))
            else:
                messages.success(request, _("Đã giữ hồ sơ lại. Hồ sơ không bị tiêu hủy cho đến hết ngày đã chọn."))
                return redirect("retention:overview")
    return render(request, "retention/hold.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*HOLDERS)
@for_what_was_taken_over
def release(request: StaffRequest, hold_id: int) -> HttpResponse:
    """`/can-bo/luu-giu/giu-lai/<id>/thoi/`: let a record go that was held, for a reason."""
    held = get_object_or_404(LegalHold, pk=hold_id, unit__in=request.roles.unit_ids(*HOLDERS))
    if held.ended_at is not None:
        messages.info(request, _("Hồ sơ này đã thôi giữ trước đó."))
        return redirect("retention:overview")
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        end_hold(hold_id=held.pk, reason=form.cleaned_data["reason"], by=request.staff, now=request.now)
        messages.success(request, _("Đã thôi giữ hồ sơ. Thời hạn lưu giữ lại có hiệu lực."))
        return redirect("retention:overview")
    return render(request, "retention/release.html", {"held": held, "form": form}, status=422 if form.errors else 200)


def _class_or_404(code: str) -> RecordClass:
    try:
        return class_of(code)
    except KeyError as unknown:
        raise Http404 from unknown
