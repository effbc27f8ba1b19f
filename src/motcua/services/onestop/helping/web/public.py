"""The objection to having been helped, below the look-up code: for a browser that has proved who the applicant is."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime import clock
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.queries.lookup import Status
from motcua.services.onestop.web.public.applicant import TO_OBJECT, is_identified
from motcua.services.onestop.web.public.by_code import with_status


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
        return redirect("onestop:status", token)
    if not is_identified(request, status, now):
        return redirect(f"{reverse('onestop:own_papers', args=[token])}?{TO_OBJECT}=1")
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
