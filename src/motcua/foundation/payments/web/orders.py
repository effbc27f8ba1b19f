"""An order that the gateway leaves without an answer: ask it now, or close it with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments.access import KEEPERS
from motcua.foundation.payments.actions.ask_gateway import GIVEN_UP_AFTER
from motcua.foundation.payments.actions.follow_order import close_order, follow_order
from motcua.foundation.payments.models import GatewayOrder
from motcua.foundation.payments.web.forms import CloseOrderForm
from motcua.foundation.units.web.reach import status_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role

ASK = "ask"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*KEEPERS)
def silent_order(request: StaffRequest, txn_ref: str) -> HttpResponse:
    """`/can-bo/thu-phi/giao-dich/<order>/`: ask the gateway now, or close the order after three days of asking."""
    order = _order(request, txn_ref)
    is_asking = request.POST.get("what") == ASK
    form = CloseOrderForm(request.POST if request.method == "POST" and not is_asking else None)
    try:
        if is_asking:
            return _told(request, follow_order(txn_ref=txn_ref, by=request.staff, now=request.now))
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            return _told(request, close_order(txn_ref=txn_ref, reason=reason, by=request.staff, now=request.now))
    except Refused as refused:
        form = CloseOrderForm(request.POST)
        form.full_clean()
        form.add_error(None, str(refused.message))
        order = _order(request, txn_ref)
    closable_from = order.expires_at + GIVEN_UP_AFTER
    context = {
        "order": order,
        "charge": order.charge,
        "form": form,
        "closable_from": closable_from,
        "is_closable": order.is_silent and request.now >= closable_from,
    }
    status = status_of(form.errors)
    return render(request, "payments/silent_order.html", context, status=status, using="jinja2")


def _told(request: StaffRequest, order: GatewayOrder) -> HttpResponse:
    words = {"ref": order.txn_ref, "state": order.get_state_display()}
    messages.success(request, _("Giao dịch %(ref)s: %(state)s.") % words)
    if order.is_silent:
        return redirect("payments_staff:silent_order", order.txn_ref)
    return redirect("payments_staff:charge", order.charge.code)


def _order(request: StaffRequest, txn_ref: str) -> GatewayOrder:
    units = request.roles.unit_ids(*KEEPERS)
    orders = GatewayOrder.objects.select_related("charge", "closed_by")
    found = orders.filter(charge__unit__in=units, txn_ref=txn_ref).first()
    if found is None:
        raise Http404
    return found
