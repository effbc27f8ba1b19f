"""The objection to having been helped, below the look-up code: for a browser that has given the applicant's number.

The number is enough to object, and for nothing else: whoever helped knows it too.
"""

from __future__ import annotations

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
from motcua.services.onestop.links_over import LinkOver, nobody_helped, objection_over, objection_waits
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.web.public.applicant import Asking, is_remembered, number_page, remember
from motcua.services.onestop.web.public.by_code import with_status
from motcua.services.onestop.web.public.over import over_page

MAY_OBJECT = "onestop_may_object"  # in the session: until when this browser may object, by dossier
_FOR_OBJECTION = Asking(
    check_number,
    _("Phản đối việc nộp giúp"),
    _("Chỉ người đứng tên hồ sơ được phản đối, nên ngoài mã tra cứu cần thêm một số nữa."),
)


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
        return over_page(request, _why_not(status), token=token)
    if not is_remembered(request, MAY_OBJECT, status, now):
        page = number_page(request, status, token, _FOR_OBJECTION, now=now)
        if page is None:
            remember(request, MAY_OBJECT, status, now)
            return redirect("onestop:object", token)
        return page
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


def _why_not(status: Status) -> LinkOver:
    """Return why nobody objects here (any more)."""
    if not status.is_helped:
        return nobody_helped()
    return objection_waits() if status.is_objected else objection_over()
