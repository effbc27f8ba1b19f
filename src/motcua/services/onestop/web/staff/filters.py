"""Saved filters of the work list: give one a name, forget one."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.actions.drop_filter import drop_filter
from motcua.services.onestop.actions.save_filter import kept_of, save_filter
from motcua.services.onestop.models.dossier import READERS


@require_POST
@require_role(*READERS)
def save(request: StaffRequest) -> HttpResponse:
    """`/can-bo/bo-loc/`: keep the conditions of the list under a name."""
    query = request.POST.get("query", "")
    try:
        saved = save_filter(name=request.POST.get("name", ""), query=query, by=request.staff)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _said(query) % {"name": saved.name})
    return redirect(f"{reverse('onestop_staff:home')}?{query}" if query else "onestop_staff:home")


def _said(query: str) -> str:
    if kept_of(query) == urlencode(parse_qsl(query)):
        return _("Đã lưu bộ lọc “%(name)s”.")
    return _("Đã lưu bộ lọc “%(name)s”. Tên, số đang tìm không được lưu vì là dữ liệu cá nhân.")


@require_POST
@require_role(*READERS)
def drop(request: StaffRequest, filter_id: int) -> HttpResponse:
    """`/can-bo/bo-loc/<id>/xoa/`: forget one of one's own filters."""
    drop_filter(filter_id=filter_id, by=request.staff)
    messages.success(request, _("Đã xóa bộ lọc."))
    return redirect("onestop_staff:home")
