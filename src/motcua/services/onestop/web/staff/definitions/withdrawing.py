"""Take back that dossiers go on under a version of the future."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.withdraw_moves import withdraw_moves
from motcua.services.onestop.models import MovePlan
from motcua.services.onestop.queries.moves import moves_page
from motcua.services.onestop.web.staff.definitions.reach import UNPROCESSABLE, require_designing


class WithdrawalForm(forms.Form):
    """Why it is taken back."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Ghi vào từng hồ sơ trong danh sách và vào nhật ký."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Chưa ghi lý do.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def withdraw(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/chuyen/<id>/rut-lai/`: a reason, and no dossier moves."""
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            count = withdraw_moves(
                plan_id=plan_id, reason=form.cleaned_data["reason"], by=request.staff, now=request.now
            )
            text = ngettext(
                "Đã rút lại: %(count)s hồ sơ giữ phiên bản cũ.", "Đã rút lại: %(count)s hồ sơ giữ phiên bản cũ.", count
            )
            messages.success(request, text % {"count": count})
            return redirect("onestop_staff:moves", plan_id)
        page = moves_page(plan_id=plan_id, now=request.now)
    except MovePlan.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("onestop_staff:moves", plan_id)
    if not page.may_be_withdrawn_by(request.staff):
        return redirect("onestop_staff:moves", plan_id)
    context, status = {"page": page, "form": form}, UNPROCESSABLE if form.errors else 200
    return render(request, "onestop/staff/definitions/withdraw_moves.html", context, status=status, using="jinja2")
