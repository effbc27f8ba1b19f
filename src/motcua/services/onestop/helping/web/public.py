"""The objection to having been helped, below the look-up code: for a browser that has given the applicant's number.

The number is enough to object, and for nothing else: whoever helped knows it too.
"""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.check_identity import check_number
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.queries.own_papers import asks_for_phone
from motcua.services.onestop.web.public.applicant import KEPT, IdentityForm
from motcua.services.onestop.web.public.by_code import with_status

GONE = 410
MAY_OBJECT = "onestop_may_object"  # in the session: until when this browser may object, by dossier


class ObjectionForm(forms.Form):
    """Why the applicant says they never agreed."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Vì sao ông/bà không đồng ý"),
        help_text=_("Ví dụ: tôi không nhờ ai nộp hồ sơ này; thông tin trong hồ sơ không phải của tôi."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def object_page(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/nop-giup/`: the dossier is neither decided nor returned until somebody has verified it."""
    now = clock.now()
    if not status.can_object:
        return redirect("onestop:status", token) if request.method == "POST" else _over(request, status, token)
    if not _may_object(request, status, now):
        return _ask_for_number(request, status, token, now)
    form = ObjectionForm(request.POST or None)
    if form.is_valid():
        try:
            object_to_help(
                dossier_id=status.dossier_id, reason=form.cleaned_data["reason"], by=Actor.citizen(), now=now
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("onestop:status", token)
    context = {"status": status, "token": token, "form": form}
    code = 400 if form.errors else 200
    return render(request, "onestop/helping/object.html", context, status=code, using="jinja2")


def _over(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """Say that the way to object was used, or is over."""
    context = {"status": status, "token": token}
    return render(request, "onestop/helping/object_over.html", context, status=GONE, using="jinja2")


def _may_object(request: HttpRequest, status: Status, now: datetime) -> bool:
    until = request.session.get(MAY_OBJECT, {}).get(str(status.dossier_id))
    return until is not None and now < datetime.fromisoformat(until)


def _ask_for_number(request: HttpRequest, status: Status, token: str, now: datetime) -> HttpResponse:
    """Ask who it is; the right number opens the objection for half an hour in this browser."""
    form = IdentityForm(request.POST or None)
    if asks_for_phone(status.dossier_id):
        form.ask_for_phone()
    if form.is_valid():
        try:
            check_number(dossier_id=status.dossier_id, number=form.cleaned_data["number"], now=now)
        except Refused as refused:
            form.add_error("number", str(refused.message))
        else:
            kept = {**request.session.get(MAY_OBJECT, {}), str(status.dossier_id): (now + KEPT).isoformat()}
            request.session.cycle_key()
            request.session[MAY_OBJECT] = kept
            return redirect("onestop:object", token)
    context = {"status": status, "token": token, "form": form}
    code = 400 if form.errors else 200
    return render(request, "onestop/helping/who.html", context, status=code, using="jinja2")
