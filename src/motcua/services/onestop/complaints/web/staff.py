"""Complaints for whoever answers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
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
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.file_second_complaint import file_second_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import (
    accept_complaint,
    answer_complaint,
    extend_complaint,
    refuse_complaint,
)
from motcua.services.onestop.complaints.receiving import WRITERS, hears
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.complaints.web.public import ComplaintForm, WordsOfComplaint
from motcua.services.onestop.models import Complaint, Dossier
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


class SpokenWords(WordsOfComplaint):
    """What an applicant says, written down by the counter."""

    is_known = forms.BooleanField(
        label=gettext_lazy("Đã đối chiếu giấy tờ tùy thân: người khiếu nại là người đứng tên hồ sơ."),
        error_messages={"required": gettext_lazy("Hãy đối chiếu giấy tờ tùy thân rồi đánh dấu.")},
    )
    was_read = forms.BooleanField(
        label=gettext_lazy("Đã đọc lại nội dung cho người khiếu nại và người đó xác nhận đúng."),
        error_messages={"required": gettext_lazy("Hãy đọc lại nội dung cho người khiếu nại rồi đánh dấu.")},
    )


class SpokenForm(ComplaintForm, SpokenWords):
    """The same about one of the offices of the dossier."""


@require_safe
@never_cache
@require_role(*READS)
def complaints(request: StaffRequest) -> HttpResponse:
    """`khieu-nai/`: the next due first."""
    with_closed = request.GET.get("tat-ca", "") == "1"
    rows = queries.complaint_list(roles=request.roles, with_closed=with_closed, now=request.now)
    context = {"rows": rows, "with_closed": with_closed}
    return render(request, "onestop/complaints/list.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*WRITERS)
def write_down(request: StaffRequest, code: str) -> HttpResponse:
    """`khieu-nai/moi/<code>/`: what an applicant says at the counter; of help with filing it is the only way."""
    dossier = _at_counter(request, code)
    form = SpokenForm(request.POST or None, offices=queries.offices_of(dossier.pk, now=request.now))
    if form.is_valid():
        given = form.cleaned_data
        file = partial(file_complaint, unit_id=given["unit"], text=given["text"])
        if made := _written_down(request, dossier, form, file):
            return made
    made_before = [one for one in queries.complaints_of(dossier.pk, now=request.now) if one.until]
    context = {"dossier": dossier, "form": form, "made": made_before, "about": None}
    return render(request, "onestop/complaints/new.html", context, status=400 if form.errors else 200, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*WRITERS)
def write_down_second(request: StaffRequest, code: str, uid: UUID) -> HttpResponse:
    """`khieu-nai/moi/<code>/<uuid>/`: the second complaint of an applicant who came to the counter."""
    dossier = _at_counter(request, code)
    try:
        about = queries.own_complaint(dossier.pk, uid, now=request.now)
    except Complaint.DoesNotExist as unknown:
        raise Http404 from unknown
    form = SpokenWords(request.POST or None)
    if form.is_valid():
        file = partial(file_second_complaint, first_uid=uid, text=form.cleaned_data["text"])
        if made := _written_down(request, dossier, form, file):
            return made
    if about.until is None and not form.errors:
        return redirect("complaints:new", dossier.code)
    context = {"dossier": dossier, "form": form, "made": (), "about": about}
    return render(request, "onestop/complaints/new.html", context, status=400 if form.errors else 200, using="jinja2")


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


def _at_counter(request: StaffRequest, code: str) -> Dossier:
    """Return the dossier where whoever received it, or took that unit over, writes complaints down."""
    dossier = Dossier.objects.filter(code=code).first()
    if dossier is None or not hears(request.roles, dossier, request.now):
        raise Http404
    return dossier


def _written_down(
    request: StaffRequest, dossier: Dossier, form: forms.Form, file: Callable[..., Complaint]
) -> HttpResponse | None:
    """File what was written down and go back to the dossier; None when it is refused, which the form then says."""
    try:
        made = file(dossier_id=dossier.pk, by=request.staff, now=request.now)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return None
    messages.success(request, _("Đã ghi khiếu nại số %(number)s.") % {"number": made.number})
    return redirect("onestop_staff:dossier", dossier.code)
