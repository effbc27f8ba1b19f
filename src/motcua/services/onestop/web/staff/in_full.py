"""Ask for what is masked on the page of a dossier: for a reason that stays."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.privacy.actions.show_in_full import show_in_full as show_for_a_reason
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.web.staff.dossier import page_or_404


class ReasonToSeeForm(forms.Form):
    """Why the masked parts are needed."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Lý do cần xem"),
        help_text=_("Ghi việc đang làm, ví dụ: gọi điện báo lịch hẹn trả. Người dân đọc được lý do này khi yêu cầu."),
        max_length=500,
        error_messages={"required": _("Chưa ghi lý do. Hãy ghi việc đang làm cần xem đầy đủ thông tin này.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*READERS)
def show_in_full(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/ho-so/<code>/hien-day-du/`."""
    page = page_or_404(request, code)
    form = ReasonToSeeForm(request.POST or None)
    if form.is_valid():
        try:
            show_for_a_reason(
                person=page.dossier.applicant,
                about=("dossier", page.dossier.code),
                reason=form.cleaned_data["reason"],
                unit_id=page.dossier.office_unit_id,
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error("reason", str(refused.message))
        else:
            return redirect("onestop_staff:dossier", page.dossier.code)
    context = {"dossier": page.dossier, "form": form}
    status = 400 if form.errors else 200
    return render(request, "onestop/staff/show_in_full.html", context, status=status, using="jinja2")
