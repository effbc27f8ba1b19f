"""A refund that the gateway keeps in work: ask it now, or write down what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments.access import KEEPERS
from motcua.foundation.payments.actions.follow_refund import follow_refund, settle_refund
from motcua.foundation.payments.models import Refund, RefundState
from motcua.foundation.payments.web.forms import RefundOutcomeForm
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.units.web.reach import status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role

ASK = "ask"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*KEEPERS)
def waiting_refund(request: StaffRequest, refund_id: int) -> HttpResponse:
    """`/can-bo/thu-phi/yeu-cau-hoan/<refund>/`: two ways to close it, and both write who did."""
    refund = _refund(request, refund_id)
    form = RefundOutcomeForm(request.POST if request.POST.get("what") != ASK and request.method == "POST" else None)
    try:
        if request.POST.get("what") == ASK:
            return _told(request, follow_refund(refund_id=refund_id, by=request.staff, now=request.now))
        if form.is_valid():
            given = form.cleaned_data
            return _told(request, settle_refund(refund_id=refund_id, by=request.staff, now=request.now, **given))
    except Refused as refused:
        form = RefundOutcomeForm(request.POST)
        form.full_clean()
        form.add_error(None, str(refused.message))
    context = {"refund": refund, "form": form, "charge": refund.charge}
    status = status_of(form.errors)
    return render(request, "payments/waiting_refund.html", context, status=status, using="jinja2")


def _told(request: StaffRequest, refund: Refund) -> HttpResponse:
    words = {"state": refund.get_state_display(), "amount": money_vn(refund.amount)}
    messages.success(request, _("%(amount)s: %(state)s.") % words)
    if refund.state == RefundState.ASKED:
        return redirect("payments_staff:waiting_refund", refund.pk)
    return redirect("payments_staff:charge", refund.charge.code)


def _refund(request: StaffRequest, refund_id: int) -> Refund:
    units = request.roles.unit_ids(*KEEPERS)
    found = Refund.objects.select_related("charge", "asked_by").filter(charge__unit__in=units, pk=refund_id).first()
    if found is None:
        raise Http404
    return found
