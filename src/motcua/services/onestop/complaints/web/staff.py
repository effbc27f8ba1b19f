"""Complaints for whoever answers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.privacy.actions.note_reading import note_reading
from motcua.foundation.privacy.models import ReadingKind
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.complaints import queries
from motcua.services.onestop.complaints.actions.judge_complaint import (
    accept_complaint,
    answer_complaint,
    extend_complaint,
    refuse_complaint,
)
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.models import Complaint
from motcua.services.onestop.models.complaint import JUDGES, READS

ACTS: Mapping[str, tuple[ComplaintAction, Callable[..., Complaint]]] = {
    "thu-ly": (ComplaintAction.ACCEPT, accept_complaint),
    "khong-thu-ly": (ComplaintAction.REFUSE, refuse_complaint),
    "gia-han": (ComplaintAction.EXTEND, extend_complaint),
    "tra-loi": (ComplaintAction.ANSWER, answer_complaint),
}
AT_ONCE = frozenset({"thu-ly"})


class WordsForm(forms.Form):
    """What the complainant will read."""

    use_required_attribute = False
    note = forms.CharField(
        label=gettext_lazy("Nội dung người khiếu nại đọc được"),
        max_length=8000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Chưa ghi nội dung nào.")},
    )


@require_safe
@never_cache
@require_role(*READS)
def complaints(request: StaffRequest) -> HttpResponse:
    """`khieu-nai/`: the next due first."""
    with_closed = request.GET.get("tat-ca", "") == "1"
    rows = queries.complaint_list(roles=request.roles, with_closed=with_closed, now=request.now)
    context = {"rows": rows, "with_closed": with_closed}
    return render(request, "onestop/complaints/list.html", context, using="jinja2")


@require_safe
@never_cache
@require_role(*READS)
def complaint(request: StaffRequest, uid: UUID) -> HttpResponse:
    """`khieu-nai/<uuid>/`."""
    page = _page(request, uid)
    note_reading(
        person=page.complaint.dossier.applicant,
        kind=ReadingKind.PAGE,
        about=("complaint", page.complaint.number),
        in_full=False,
        by=request.staff,
        now=request.now,
    )
    acts = [(slug, action) for slug, (action, _run) in ACTS.items() if action in page.acts]
    context = {"page": page, "complaint": page.complaint, "acts": acts, "at_once": AT_ONCE}
    return render(request, "onestop/complaints/complaint.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*JUDGES)
def act(request: StaffRequest, uid: UUID, slug: str) -> HttpResponse:
    """`khieu-nai/<uuid>/<act>/`."""
    page, chosen = _page(request, uid), ACTS.get(slug)
    if chosen is None:
        raise Http404
    action, run = chosen
    if request.method != "POST" and (action not in page.acts or slug in AT_ONCE):
        return redirect("complaints:complaint", uid)
    form = WordsForm(request.POST if request.method == "POST" and slug not in AT_ONCE else None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if request.method == "POST" and not form.errors:
        try:
            run(complaint_id=page.complaint.pk, by=request.staff, now=request.now, **given)
        except Complaint.DoesNotExist as unknown:
            raise Http404 from unknown
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": action.label})
        return redirect("complaints:complaint", uid)
    context = {"page": page, "complaint": page.complaint, "label": action.label, "form": form}
    return render(request, "onestop/complaints/act.html", context, status=400 if form.errors else 200, using="jinja2")


def _page(request: StaffRequest, uid: UUID) -> queries.ComplaintPage:
    try:
        return queries.complaint_page(uid=uid, roles=request.roles, now=request.now)
    except Complaint.DoesNotExist as unknown:
        raise Http404 from unknown
