"""A complaint for the applicant, below the look-up code: only for a browser that has proved who they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.worktime import clock
from motcua.services.onestop.complaints import queries
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.file_second_complaint import file_second_complaint
from motcua.services.onestop.complaints.actions.withdraw_complaint import withdraw_complaint
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.models import Complaint
from motcua.services.onestop.web.public.applicant import AFTERWARDS, is_identified
from motcua.services.onestop.web.public.by_code import with_status


class WordsOfComplaint(forms.Form):
    """What is complained of."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Nội dung khiếu nại"),
        help_text=_("Việc gì đã xảy ra, khi nào, và ông/bà đề nghị giải quyết thế nào."),
        max_length=8000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Chưa ghi nội dung khiếu nại.")},
    )


class ComplaintForm(WordsOfComplaint):
    """About whom, and what."""

    unit = forms.TypedChoiceField(label=_("Khiếu nại về cơ quan"), coerce=int, widget=forms.RadioSelect)
    field_order = ("unit", "text")

    def __init__(self, *args: Any, offices: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        unit.choices = offices
        unit.initial = next((office for office, _name in offices), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def complaints(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/khieu-nai/`: the complaints of this dossier, and the form for one."""
    now = clock.now()
    if not is_identified(request, status, now):
        return redirect(f"{reverse('onestop:own_papers', args=[token])}?{AFTERWARDS}=1")
    offices = queries.offices_of(status.dossier_id, now=now)
    form = ComplaintForm(request.POST or None, offices=offices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            file_complaint(dossier_id=status.dossier_id, unit_id=given["unit"], text=given["text"], now=now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("onestop:complaints", token)
    made = queries.complaints_of(status.dossier_id, now=now)
    context = {"status": status, "token": token, "form": form, "made": made, "offices": offices}
    code = 400 if form.errors else 200
    return render(request, "onestop/complaints/own.html", context, status=code, using="jinja2")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def second(request: HttpRequest, status: Status, token: str, uid: UUID) -> HttpResponse:
    """`/tra-cuu/<token>/khieu-nai/<uuid>/lan-hai/`: the words of the second complaint, to the office above."""
    now = clock.now()
    if not is_identified(request, status, now):
        return redirect(f"{reverse('onestop:own_papers', args=[token])}?{AFTERWARDS}=1")
    form = WordsOfComplaint(request.POST or None)
    try:
        about = queries.own_complaint(status.dossier_id, uid, now=now)
        if request.method == "POST" and form.is_valid():
            text = form.cleaned_data["text"]
            file_second_complaint(dossier_id=status.dossier_id, first_uid=uid, text=text, now=now)
            return redirect("onestop:complaints", token)
    except Complaint.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        return refused_page(request, refused)
    if about.until is None:
        return redirect("onestop:complaints", token)
    context = {"status": status, "token": token, "form": form, "about": about, "first": about.row.complaint}
    code = 400 if form.errors else 200
    return render(request, "onestop/complaints/second.html", context, status=code, using="jinja2")


@never_cache
@require_POST
@with_status
def withdraw(request: HttpRequest, status: Status, token: str, uid: UUID) -> HttpResponse:
    """`/tra-cuu/<token>/khieu-nai/<uuid>/rut/`."""
    now = clock.now()
    if is_identified(request, status, now):
        try:
            withdraw_complaint(dossier_id=status.dossier_id, complaint_uid=uid, now=now)
        except Complaint.DoesNotExist as unknown:
            raise Http404 from unknown
        except Refused as refused:
            return refused_page(request, refused)
    return redirect("onestop:complaints", token)
