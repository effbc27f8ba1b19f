"""Agree once more that dossiers go on under a version that is published."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.actions.agree_moves import agree_moves
from motcua.services.onestop.models import MovePlan
from motcua.services.onestop.queries.moves import address_of, agreeing_page
from motcua.services.onestop.web.staff.definitions.choosing import chosen_in, groups_of, sent_in
from motcua.services.onestop.web.staff.definitions.reach import CONFLICT, require_designing


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_designing
def agree(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """`/can-bo/thu-tuc/soan/chuyen/<id>/dong-y-lai/`: the dry run as things stand; POST agrees to what was ticked."""
    refusal = ""
    try:
        if request.method == "POST":
            chosen = chosen_in(request)
            try:
                plan = agree_moves(plan_id=plan_id, **chosen, by=request.staff, now=request.now)
            except Refused as refused:
                refusal = str(refused)
            else:
                count = len({*chosen["agreed"], *chosen["looked_at"]})
                text = ngettext("Đã ghi đồng ý với %(count)s hồ sơ.", "Đã ghi đồng ý với %(count)s hồ sơ.", count)
                messages.success(request, text % {"count": count})
                return redirect(address_of(plan))
        page = agreeing_page(plan_id=plan_id, now=request.now)
    except MovePlan.DoesNotExist as unknown:
        raise Http404 from unknown
    if not page.may_agree:
        if refusal:
            messages.error(request, refusal)
        return redirect("onestop_staff:moves", plan_id)
    context = {"page": page, "groups": groups_of(page.rows), "sent": sent_in(request), "refusal": refusal}
    status = CONFLICT if refusal else 200
    return render(request, "onestop/staff/definitions/agree_moves.html", context, status=status, using="jinja2")
