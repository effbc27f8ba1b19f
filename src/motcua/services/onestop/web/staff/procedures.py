"""Which procedures does a unit receive? Its administrator opens and closes them here."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.reach import administered_units, chosen_unit
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.access import may_design
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.models import Procedure, ProcedureOffer
from motcua.services.onestop.queries.offers import offers_of


class ClosingForm(forms.Form):
    """Why dossiers are not received any more."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Lý do ngừng tiếp nhận"),
        help_text=gettext_lazy("Người dân đọc lý do này. Hồ sơ đã nhận vẫn được giải quyết."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Hãy ghi lý do ngừng tiếp nhận: người dân sẽ đọc lý do này.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.ADMINISTRATOR)
def procedures(request: StaffRequest) -> HttpResponse:
    """`/can-bo/thu-tuc/`: `?don-vi=` names the unit, `?ngung=` asks why a procedure is closed."""
    unit_id = chosen_unit(request, Role.ADMINISTRATOR)
    form = ClosingForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        try:
            done = _close(request, unit_id, form) if form.is_bound else _open(request, unit_id)
        except (Procedure.DoesNotExist, ProcedureOffer.DoesNotExist) as unknown:
            raise Http404 from unknown
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(f"{request.path}?don-vi={unit_id}")
    page = offers_of(unit_id, now=request.now)
    context = {
        "units": sorted(administered_units(request).items(), key=lambda pair: pair[1]),
        "page": page,
        "closing": next((row for row in page.rows if row.slug == request.GET.get("ngung") and row.is_open), None),
        "form": form,
        "may_design": may_design(request.roles, request.now),
    }
    return render(request, "onestop/staff/procedures.html", context, status=400 if form.errors else 200, using="jinja2")


def _open(request: StaffRequest, unit_id: int) -> str:
    open_procedure(slug=request.POST.get("slug", ""), unit_id=unit_id, by=request.staff, now=request.now)
    return _("Đã mở tiếp nhận thủ tục tại đơn vị.")


def _close(request: StaffRequest, unit_id: int, form: ClosingForm) -> str:
    slug, reason = request.GET.get("ngung", ""), form.cleaned_data["reason"]
    close_procedure(slug=slug, unit_id=unit_id, reason=reason, by=request.staff, now=request.now)
    return _("Đã ngừng tiếp nhận thủ tục tại đơn vị. Hồ sơ đã nhận vẫn được giải quyết.")
