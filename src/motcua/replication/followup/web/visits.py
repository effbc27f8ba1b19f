"""Inspection visits: the list, a plan, the visit on a phone in the ward, its minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.attachments.web.serving import file_response, thumbnail_response
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role, require_staff
from motcua.replication.access import WATCHERS, may_answer_for
from motcua.replication.followup.access import may_inspect, may_plan
from motcua.replication.followup.actions.add_remark import add_remark
from motcua.replication.followup.actions.cancel_inspection import cancel_inspection
from motcua.replication.followup.actions.plan_inspection import plan_inspection
from motcua.replication.followup.actions.record_finding import record_finding
from motcua.replication.followup.actions.sign_inspection import sign_inspection
from motcua.replication.followup.models import Inspection, InspectionState
from motcua.replication.followup.people import staff_of_authority
from motcua.replication.followup.queries.choices import (
    authorities_steered,
    directives_offered,
    models_offered,
    units_to_visit,
)
from motcua.replication.followup.queries.pages import VisitPage, visit_list, visit_page
from motcua.replication.followup.web.answering import Asked, answer
from motcua.replication.followup.web.forms import FindingForm, PlanForm, ReasonForm, SignForm, TextForm


@require_safe
@never_cache
@require_staff
def visits(request: StaffRequest) -> HttpResponse:
    """`kiem-tra/`: the visits in reach, the latest planned first."""
    pages = visit_list(roles=request.roles, now=request.now)
    if not pages and not request.roles.somewhere(*WATCHERS):
        raise Http404
    context = {"pages": pages, "may_plan": request.roles.somewhere(Role.COORDINATOR)}
    return render(request, "followup/visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(Role.COORDINATOR)
def plan(request: StaffRequest) -> HttpResponse:
    """`kiem-tra/moi/`: plan a visit."""
    today = day_of(request.now)
    authorities = authorities_steered(request.roles, today)
    people = {
        person.pk: person.full_name
        for authority, _name in authorities
        for person in staff_of_authority(int(authority), today)
    }
    form = PlanForm(
        request.POST or None,
        initial={"authority": authorities[0][0] if len(authorities) == 1 else "", "planned_on": today},
        authorities=authorities,
        units=units_to_visit(authorities, today),
        people=sorted(people.items(), key=lambda pair: pair[1]),
        initiatives=models_offered(),
        directives=directives_offered(request.roles, Role.COORDINATOR),
    )
    asked = Asked(
        title=_("Lên kế hoạch kiểm tra"),
        back=reverse("followup:inspections"),
        done=_("Đã lên kế hoạch và báo cho đơn vị."),
        label=_("Lên kế hoạch"),
    )

    def run(given: dict[str, Any]) -> object:
        extra = given["extra_lines"].splitlines()
        return plan_inspection(
            authority_id=given["authority"],
            unit_id=given["unit"],
            planned_on=given["planned_on"],
            inspector_id=given["inspector"],
            initiative_id=given["initiative"],
            directive_id=given["directive"],
            extra_lines=extra,
            by=request.staff,
            now=request.now,
        )

    return answer(request, asked, form, run)


@require_safe
@never_cache
@require_staff
def visit(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """`kiem-tra/<id>/`: the visit; for the inspector the way to the next line stands first."""
    page = page_or_404(request, inspection_id)
    is_open = page.visit.state == InspectionState.PLANNED
    context = {
        "page": page,
        "visit": page.visit,
        "inspects": is_open and may_inspect(request.roles, page.visit),
        "may_cancel": is_open and may_plan(request.roles, page.visit.authority_id),
        "may_remark": page.visit.state != InspectionState.CANCELLED
        and may_answer_for(request.roles, page.visit.unit_id),
    }
    return render(request, "followup/visit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def finding(request: StaffRequest, inspection_id: int, item_id: int) -> HttpResponse:
    """`kiem-tra/<id>/muc/<id>/`: one line; after it the next one without a result."""
    page = page_or_404(request, inspection_id)
    item = next((each for each in page.items if each.pk == item_id), None)
    if item is None or not may_inspect(request.roles, page.visit):
        raise Http404
    back = reverse("followup:inspection", args=[inspection_id])
    if request.method != "POST" and page.visit.state != InspectionState.PLANNED:
        return redirect(back)
    following = next((each for each in page.items if not each.result and each.pk != item.pk), None)
    asked = Asked(
        title=item.text,
        back=back,
        about=item.hint,
        label=_("Lưu và tiếp tục") if following else _("Lưu"),
        done=_("Đã lưu nội dung %(number)s.") % {"number": item.position},
        then=reverse("followup:finding", args=[inspection_id, following.pk]) if following else "",
        template="followup/finding.html",
        more={"page": page, "item": item},
    )
    initial = {"version": item.version, "result": item.result, "note": item.note}
    form = FindingForm(request.POST or None, request.FILES or None, initial=initial)

    def run(given: dict[str, Any]) -> object:
        return record_finding(
            inspection_id=inspection_id,
            item_id=item_id,
            result=given["result"],
            note=given["note"],
            photos=given["photos"],
            by=request.staff,
            now=request.now,
            expected_version=given["version"],
        )

    return answer(request, asked, form, run)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def sign(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """`kiem-tra/<id>/ky/`: sign the minutes."""
    page = page_or_404(request, inspection_id)
    if not may_inspect(request.roles, page.visit):
        raise Http404
    back = reverse("followup:inspection", args=[inspection_id])
    if request.method != "POST" and page.visit.state != InspectionState.PLANNED:
        return redirect(back)
    asked = Asked(
        title=_("Ký biên bản kiểm tra"),
        back=back,
        about=_("Sau khi ký, nội dung kiểm tra không sửa được nữa. Đơn vị được báo và có thể ghi ý kiến."),
        label=_("Ký biên bản"),
        done=_("Đã ký biên bản và báo cho đơn vị."),
    )
    form = SignForm(
        request.POST or None,
        initial={"version": page.visit.version, "place": page.visit.place or page.unit_name},
    )

    def run(given: dict[str, Any]) -> object:
        return sign_inspection(
            inspection_id=inspection_id,
            conclusion=given["conclusion"],
            place=given["place"],
            present=given["present"],
            by=request.staff,
            now=request.now,
            expected_version=given["version"],
        )

    return answer(request, asked, form, run)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def remark(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """`kiem-tra/<id>/y-kien/`: what the unit says."""
    page = page_or_404(request, inspection_id)
    if not may_answer_for(request.roles, page.visit.unit_id):
        raise Http404
    asked = Asked(
        title=_("Ý kiến của đơn vị"),
        back=reverse("followup:inspection", args=[inspection_id]),
        about=_("Ý kiến ghi trước khi ký sẽ nằm trong biên bản; ghi sau thì kèm theo biên bản."),
        label=_("Ghi ý kiến"),
    )
    form = TextForm(request.POST or None, initial={"version": page.visit.version})

    def run(given: dict[str, Any]) -> object:
        return add_remark(inspection_id=inspection_id, text=given["text"], by=request.staff, now=request.now)

    return answer(request, asked, form, run)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def cancel(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """`kiem-tra/<id>/huy/`: call the visit off."""
    page = page_or_404(request, inspection_id)
    if not may_plan(request.roles, page.visit.authority_id):
        raise Http404
    back = reverse("followup:inspection", args=[inspection_id])
    if request.method != "POST" and page.visit.state != InspectionState.PLANNED:
        return redirect(back)
    asked = Asked(title=_("Hủy buổi kiểm tra"), back=back, label=_("Hủy buổi kiểm tra"), tone="danger")
    form = ReasonForm(request.POST or None, initial={"version": page.visit.version})

    def run(given: dict[str, Any]) -> object:
        return cancel_inspection(
            inspection_id=inspection_id,
            reason=given["reason"],
            by=request.staff,
            now=request.now,
            expected_version=given["version"],
        )

    return answer(request, asked, form, run)


@require_safe
@require_staff
def photo(request: StaffRequest, inspection_id: int, file: UUID) -> HttpResponseBase:
    """`kiem-tra/<id>/anh/<uuid>/`: a photograph."""
    stored = _photo_or_404(request, inspection_id, file)
    try:
        return file_response(stored, inline=True)
    except FileNotReadable as refused:
        return refused_page(request, refused)


@require_safe
@require_staff
def photo_thumbnail(request: StaffRequest, inspection_id: int, file: UUID) -> HttpResponseBase:
    """`kiem-tra/<id>/anh/<uuid>/nho/`: the photograph, small."""
    answered = thumbnail_response(_photo_or_404(request, inspection_id, file))
    if answered is None:
        raise Http404
    return answered


@require_safe
@require_staff
def minutes(request: StaffRequest, inspection_id: int) -> HttpResponseBase:
    """`kiem-tra/<id>/bien-ban.pdf`: the signed minutes; before that the way back to the visit."""
    page = page_or_404(request, inspection_id)
    if page.visit.minutes is None:
        return redirect("followup:inspection", inspection_id)
    return file_response(page.visit.minutes.content, inline=True)


def page_or_404(request: StaffRequest, inspection_id: int) -> VisitPage:
    """Return the visit as this reader may see it; a stranger's does not exist."""
    try:
        return visit_page(inspection_id=inspection_id, roles=request.roles, now=request.now)
    except Inspection.DoesNotExist as unknown:
        raise Http404 from unknown


def _photo_or_404(request: StaffRequest, inspection_id: int, file: UUID) -> StoredFile:
    page = page_or_404(request, inspection_id)
    for item in page.items:
        for each in item.photos.all():
            if each.stored_id == file:
                return each.stored
    raise Http404
